import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// What libpulse is given to read instead of the admin's file.
@Suite struct ClientFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("client-file") }

    private func put(_ name: String) throws -> String {
        let path = folder.path + "/" + name
        for slash in path.indices where path[slash] == "/" && slash > path.startIndex {
            _ = unsafe mkdir(String(path[..<slash]), 0o700)
        }
        try #require(writeWholeFile(path, Array("autospawn = no\n".utf8)))
        return path
    }

    @Test func theAdminsFilesHaveTheLastWord() {
        #expect(
            ClientFile.text(including: ["/etc/pulse/client.conf", "/etc/pulse/client.conf.d/01.conf"])
                == "enable-shm = no\n.include /etc/pulse/client.conf\n.include /etc/pulse/client.conf.d/01.conf\n")
    }

    @Test func whereThereAreNoneOnlySharedMemoryIsForgone() {
        #expect(ClientFile.adminsFiles(home: ["/nonexistent"], system: "/nonexistent") == [])
        #expect(ClientFile.text(including: []) == "enable-shm = no\n")
    }

    @Test func whatLiesBesideTheSystemsFileFollowsInOrder() throws {
        let first = try put("pulse/client.conf")
        let third = try put("pulse/client.conf.d/20-b.conf")
        let second = try put("pulse/client.conf.d/10-a.conf")
        for other in ["client.conf.d/notes.txt", "client.conf.d/.hidden.conf"] { _ = try put("pulse/" + other) }
        let found = ClientFile.adminsFiles(home: [folder.path + "/home"], system: folder.path + "/pulse")
        #expect(found == [first, second, third])
    }

    @Test func theUsersFileStandsInTheSystemsPlace() throws {
        _ = try put("pulse/client.conf")
        _ = try put("pulse/client.conf.d/10-a.conf")
        let own = try put("home/client.conf")
        let found = ClientFile.adminsFiles(home: [folder.path + "/home"], system: folder.path + "/pulse")
        #expect(found == [own])
    }

    @Test func theUsersPlaceIsTheOneSaidFirst() {
        let said = ["HOME": "/home/ada", "XDG_CONFIG_HOME": "/settings", "PULSE_CONFIG_PATH": "/sound"]
        #expect(ClientFile.homes { said[$0] } == ["/sound", "/settings/pulse", "/home/ada/.config/pulse"])
        #expect(ClientFile.homes { $0 == "HOME" ? "/home/ada" : nil } == ["/home/ada/.config/pulse"])
    }
}
