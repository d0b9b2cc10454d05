// swift-tools-version: 6.2
// Each section below is one row of the table "Targets" in README.md: a target, what it may depend on, its tests.
// `--explicit-target-dependency-import-check error` (see Makefile) makes the table binding.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A module of the house and its test target `<name>Tests`, which may also use `tests`.
func module(_ name: String, uses: [Target.Dependency] = [], tests: [Target.Dependency] = []) -> [Target] {
    [
        .target(name: name, dependencies: uses, swiftSettings: strict),
        .testTarget(
            name: name + "Tests", dependencies: [.target(name: name)] + uses + tests, swiftSettings: strict),
    ]
}

/// A program people start. Its name is also its folder's.
func program(_ name: String, uses: [Target.Dependency]) -> [Target] {
    [.executableTarget(name: name, dependencies: uses, swiftSettings: strict)]
}

/// What several test targets share. It lies under `Tests` and is in no program.
func bench(_ name: String, uses: [Target.Dependency]) -> [Target] {
    [.target(name: name, dependencies: uses, path: "Tests/" + name, swiftSettings: strict)]
}

/// A C library of Debian's behind a module map and a shim header.
func library(_ name: String, pkgConfig: String? = nil) -> [Target] {
    [.systemLibrary(name: name, path: "Sources/C/" + name, pkgConfig: pkgConfig)]
}

/// Part of the test bench: lives under Tests and is never shipped.
func bench(_ name: String, uses: [Target.Dependency]) -> [Target] {
    [
        .target(name: name, dependencies: uses, path: "Tests/" + name, swiftSettings: strict),
        .testTarget(name: name + "Tests", dependencies: [.target(name: name)] + uses, swiftSettings: strict),
/// Set to build the libFuzzer programs under Fuzz; see `Tools/fuzz`.
let isFuzzing = Context.environment["VOICELIVED_FUZZ"] != nil

/// A libFuzzer program for code that reads hostile bytes.
func fuzz(_ name: String, uses: [Target.Dependency]) -> [Target] {
    guard isFuzzing else { return [] }
    return [
        .executableTarget(
            name: name, dependencies: uses + ["FuzzDriver"], path: "Fuzz/" + name,
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])])
    ]
}

/// Linked whole into `RealTimeProof` by Tools/realtime-sanitizer; absent from every other build.
let realTimeSanitizer: [LinkerSetting] =
    (Context.environment["VOICELIVED_RTSAN"]).map { runtime in
        [
            .unsafeFlags([
                "-Xlinker", "--whole-archive", "-Xlinker", runtime, "-Xlinker", "--no-whole-archive",
                "-Xlinker", "--export-dynamic", "-lm", "-lrt", "-ldl", "-lpthread", "-lresolv", "-lstdc++",
            ])
        ]
    } ?? []

let targets: [[Target]] = [
    // MARK: C libraries, and what Swift's Glibc module lacks
    library("CPulse", pkgConfig: "libpulse"),
    library("CSpeexDSP", pkgConfig: "speexdsp"),
    library("COpus", pkgConfig: "opus"),
    library("COgg", pkgConfig: "ogg"),
    library("COpenSSL", pkgConfig: "openssl"),
    library("CSystemd", pkgConfig: "libsystemd"),
    library("CPocketSphinx", pkgConfig: "pocketsphinx"),
    library("CFlite"),
    [.target(name: "CLinux", path: "Sources/C/CLinux")],
    [.target(name: "CToml", path: "Sources/C/CToml", cxxSettings: [.unsafeFlags(["-fno-exceptions"])])],
    isFuzzing ? [.target(name: "FuzzDriver", path: "Fuzz/FuzzDriver")] : [],

    // MARK: Sound: the words all audio code speaks
    module("Sound", uses: ["CLinux"], tests: ["TestBench"]),

    // MARK: PulseSound: PulseAudio and pipewire-pulse behind the port
    module("PulseSound", uses: ["Sound", "CPulse"], tests: ["TestBench"]),

    // MARK: SignalPath: everything about samples
    module("SignalPath", uses: ["Sound", "CSpeexDSP", "COpus", "COgg"]),

    // MARK: Conversation: turns, barge-in, tools and continuity as a pure machine; its loop; its ports
    module("Conversation", uses: ["Sound"]),

    // MARK: VoiceLiveProtocol: the service's events as data
    module("VoiceLiveProtocol"),

    // MARK: WebSocket: RFC 6455, client and server
    module("WebSocket", uses: ["COpenSSL", "CLinux"]),

    // MARK: VoiceLiveClient: the conversation's port to services
    module(
        "VoiceLiveClient", uses: ["Conversation", "VoiceLiveProtocol", "WebSocket"],
        tests: ["Sound", "ScriptedService"]),

    // MARK: LocalVoice: what voicelive-local serves
    module("LocalVoice", uses: ["CPocketSphinx", "CFlite"]),

    // MARK: Configuration: one table of keys, TOML files and drop-ins, located errors
    module("Configuration", uses: ["CToml"]),

    // MARK: Diagnostics: the journal, health, counters, turn timings, the watchdog
    module("Diagnostics", uses: ["CSystemd", "CLinux"]),

    // MARK: SignalPath: everything about samples
    module("SignalPath", uses: ["Sound", "CSpeexDSP", "COpus", "COgg"], tests: ["TestBench"]),

    // MARK: The test bench: private sound servers, a room between loudspeaker and microphone, measures
    bench("TestBench", uses: ["Sound", "CLinux", "CPulse", "CTestBench", "CAllocationCount"]),
    [.target(name: "CTestBench", path: "Tests/CTestBench", cSettings: [.unsafeFlags(["-O2"])])],
    [.target(name: "CAllocationCount", path: "Tests/CAllocationCount")],

    // MARK: A Voice Live service under a test's control
    [
        .target(
            name: "ScriptedService", dependencies: ["VoiceLiveProtocol", "WebSocket"], path: "Tests/ScriptedService",
            swiftSettings: strict)
    ],

    // MARK: Habits of the repository, held by tests
    [.testTarget(name: "GuardTests", swiftSettings: strict)],
    fuzz("WebSocketFuzz", uses: ["WebSocket"]),
    [
        .target(name: "VoiceLiveProtocol", swiftSettings: strict),
        // Recorded conversations, for the tests of every module that meets the service.
        .target(
            name: "VoiceLiveFixtures", dependencies: ["VoiceLiveProtocol"], path: "Tests/VoiceLiveFixtures",
            swiftSettings: strict),
        .testTarget(
            name: "VoiceLiveProtocolTests", dependencies: ["VoiceLiveProtocol", "VoiceLiveFixtures"],
            exclude: ["Fixtures"], swiftSettings: strict),
    ],
    module("Sound", uses: ["CLinux"]),

    // MARK: The control socket: its words, its server, its thin client
    module("ControlProtocol"),
    module("ControlServer", uses: ["ControlProtocol", "CLinux"], tests: ["ControlTestSupport"]),
    program("voicelivectl", uses: ["ControlProtocol"]),
    bench("ControlTestSupport", uses: ["ControlProtocol", "ControlServer"]),
    [
        .testTarget(
            name: "voicelivectlTests",
            dependencies: ["voicelivectl", "ControlProtocol", "ControlServer", "ControlTestSupport"],
            swiftSettings: strict)
    ],
    [
        .executableTarget(
            name: "RealTimeProof", dependencies: ["Sound", "CLinux"], path: "Tests/RealTimeProof",
            swiftSettings: strict, linkerSettings: realTimeSanitizer)
    ],
    bench("TestBench", uses: ["Sound", "CLinux", "CPulse", "CSpeexDSP", "CTestBench", "CAllocationCount"]),
]

let package = Package(name: "voicelived", targets: targets.flatMap { $0 }, cxxLanguageStandard: .cxx17)
