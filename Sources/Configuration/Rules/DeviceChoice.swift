/// Which device of the sound server to use.
package enum DeviceChoice: Sendable, Equatable {
    /// The preferred ones if they are there, else the server's default.
    case automatic
    case named(String)
    /// Properties that do not change when it is plugged in again, such as `device.bus`.
    case matching([String: String])
}

extension Rule where Value == DeviceChoice {
    static let device = Rule(
        type: "device", range: "\"auto\", a name, or a table of properties to match",
        schema: .object([
            "anyOf": .array([
                .object(["type": .string("string")]),
                .object([
                    "type": .string("object"), "additionalProperties": .object(["type": .string("string")]),
                ]),
            ])
        ]),
        samples: ["\"auto\"", "\"alsa_input.usb-1\"", "{ \"device.bus\" = \"usb\" }"],
        decode: { node, misfits in
            guard node.table != nil else {
                guard let name = Rule<String>.text(upTo: 256).decode(node, &misfits) else { return nil }
                if name == "auto" { return .automatic }
                if !name.isEmpty { return .named(name) }
                misfits.add(.format, "must be \"auto\", a device's name, or a table of properties to match", at: node)
                return nil
            }
            guard let match = Rule<[String: String]>.table(of: .text(upTo: 256)).decode(node, &misfits) else {
                return nil
            }
            if !match.isEmpty { return .matching(match) }
            misfits.add(.format, "an empty table matches every device; use \"auto\"", at: node)
            return nil
        },
        encode: { choice in
            switch choice {
            case .automatic: "\"auto\""
            case .named(let name): TomlText.string(name)
            case .matching(let match): Rule<[String: String]>.table(of: .text()).encode(match)
            }
        })
}
