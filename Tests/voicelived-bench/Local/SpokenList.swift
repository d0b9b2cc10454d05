import TestBench

/// Sentences of Tests/Fixtures/spoken, one a line.
enum SpokenList: String {
    /// For finding settings; the grammar's author has seen what becomes of them.
    case tuningCommands = "tuning-commands"
    case tuningOthers = "tuning-others"
    /// For the report alone.
    case blindCommands = "blind-commands"
    case blindOthers = "blind-others"

    var sentences: [String] {
        let root = String(#filePath.split(separator: "/Tests/")[0])
        let bytes = readWholeFile(root + "/Tests/Fixtures/spoken/\(rawValue).txt") ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
