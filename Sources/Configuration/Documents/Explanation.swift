/// What `config explain KEY` says.
package enum Explanation {
    /// Nil for a key that does not exist. Keys of endpoints are written `endpoint.url`.
    package static func text(of path: String) -> String? {
        if let name = below(EndpointSection.path, path),
            let key = EndpointSection.keys.first(where: { $0.name == name })
        {
            return text(key, path: path, usual: key.text(EndpointSection()))
        }
        if let name = below(PriceSection.path, path), let key = PriceSection.keys.first(where: { $0.name == name }) {
            return text(key, path: path, usual: key.text(PriceSection()))
        }
        if let name = below(MCPServerSection.path, path),
            let key = MCPServerSection.keys.first(where: { $0.name == name })
        {
            return text(key, path: path, usual: key.text(MCPServerSection()))
        }
        return SettingTable.key(path).map { text($0, path: path, usual: $0.text(Configuration())) }
    }

    /// The key that may have been meant.
    package static func nearest(to path: String) -> String? {
        Nearest.word(to: path, among: allPaths) ?? SettingTable.keyNamed(path)
    }

    /// Every key that can be explained.
    package static let allPaths: [String] =
        SettingTable.keys.map(\.name) + EndpointSection.keys.map { EndpointSection.path + "." + $0.name }
        + PriceSection.keys.map { PriceSection.path + "." + $0.name }
        + MCPServerSection.keys.map { MCPServerSection.path + "." + $0.name }

    private static func text<Root>(_ key: SettingKey<Root>, path: String, usual: String?) -> String {
        var lines = [path, "  type:    \(key.type)"]
        if let range = key.range { lines.append("  range:   \(range)") }
        lines.append("  default: \(usual ?? "unset")")
        lines.append("  applies: \(key.applies.words)")
        lines += Wrapped.lines(key.about, width: 76).map { "  " + $0 }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func below(_ prefix: String, _ path: String) -> String? {
        path.hasPrefix(prefix + ".") ? String(path.dropFirst(prefix.count + 1)) : nil
    }
}

/// Text in lines of a given width.
enum Wrapped {
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
