/// Where files of the source tree are, seen from this file's place in it.
package enum Repository {
    package static func path(_ relative: String) -> String {
        let here = #filePath.split(separator: "/").dropLast(3)
        return "/" + here.joined(separator: "/") + "/" + relative
    }
}
