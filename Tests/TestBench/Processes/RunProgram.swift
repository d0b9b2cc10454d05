/// Runs a program to its end and returns its standard output. Throws when it fails or takes too long.
@discardableResult
package func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], within limit: Duration = .seconds(10)
) throws(ChildProcessError) -> String {
    let child = try ChildProcess(program, arguments, environment: environment)
    guard let exit = child.wait(within: limit) else {
        throw .tookTooLong(program, limit: limit, output: child.standardError)
    }
    guard exit == .code(0) else { throw .failed(program, exit, output: child.standardError) }
    return child.standardOutput
}
