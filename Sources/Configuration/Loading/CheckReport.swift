/// What `voicelived --check-config` says and how it ends.
package struct CheckReport: Sendable, Equatable {
    /// For standard error; as JSON for standard output.
    package let text: String
    /// 0 good, 78 bad, 66 when the file that was named is not there.
    package let exitCode: Int32

    /// - Parameter isStrict: warnings are errors too.
    package init(_ outcome: ConfigurationLoader.Outcome, asJSON: Bool = false, isStrict: Bool = false) {
        let (problems, files, isMissing) =
            switch outcome {
            case .loaded(let effective): (effective.warnings, effective.files, false)
            case .refused(let problems, let files, let isMissing): (problems, files, isMissing)
            }
        let isBad = problems.hasErrors || (isStrict && !problems.isEmpty)
        exitCode = isMissing ? 66 : isBad ? 78 : 0
        guard asJSON else {
            text = problems.map { $0.text + "\n" }.joined() + problems.summary(files: files.count) + "\n"
            return
        }
        let document = JSONText.object([
            "ok": .boolean(!isBad), "files": .array(files.map { .string($0) }),
            "problems": .array(problems.map(\.json)),
        ])
        text = document.text() + "\n"
    }
}
