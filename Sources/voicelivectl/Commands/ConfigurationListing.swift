import Configuration
import ControlProtocol

extension FileListing {
    var wire: JSONValue {
        [
            "files": .array(
                files.map { file in
                    [
                        "path": .string(file.path),
                        "text": .string(file.lines.map { $0 + "\n" }.joined()),
                    ] as JSONValue
                }),
            "masked": .array(masked.map { .string($0) }),
            "problems": .array(problems.map { .string($0.text) }),
        ]
    }
}
