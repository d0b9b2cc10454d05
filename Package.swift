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
    // The linker leaves out, and puts into order, what is in a section of its own.
    .unsafeFlags(["-Xfrontend", "-function-sections"], .when(configuration: .release)),
]

/// How a program lies in memory: the functions that run lie together (see `Tools/layout/record`), and a table that is
/// read at each start takes a hundredth of its room.
let layout: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
            "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Tools/layout/functions.txt",
            "-Xlinker", "--no-warn-symbol-ordering",
            "-Xlinker", "-T", "-Xlinker", "\(Context.packageDirectory)/Tools/layout/unnamed.ld",
        ], .when(configuration: .release))
]

/// For what works on every sample: unoptimised, the unit tests take more than four times as long.
let everySample: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A module of the house and its test target `<name>Tests`, which may also use `tests`. Data among the tests is excluded.
func module(
    _ name: String, uses: [Target.Dependency] = [], tests: [Target.Dependency] = [], excluding data: [String] = [],
    settings: [SwiftSetting] = strict
) -> [Target] {
    [
        .target(name: name, dependencies: uses, swiftSettings: settings),
        .testTarget(
            name: name + "Tests", dependencies: [.target(name: name)] + uses + tests, exclude: data,
            swiftSettings: settings),
    ]
}

/// A program people start. Its name is also its folder's.
func program(_ name: String, uses: [Target.Dependency]) -> [Target] {
    [.executableTarget(name: name, dependencies: uses, swiftSettings: strict, linkerSettings: layout)]
}

/// What several test targets share: lives under `Tests` and is in no program.
func bench(_ name: String, uses: [Target.Dependency]) -> [Target] {
    [.target(name: name, dependencies: uses, path: "Tests/" + name, swiftSettings: strict)]
}

/// A C library of Debian's behind a module map and a shim header.
func library(_ name: String, pkgConfig: String? = nil) -> [Target] {
    [.systemLibrary(name: name, path: "Sources/C/" + name, pkgConfig: pkgConfig)]
}

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
    library("CPNG", pkgConfig: "libpng"),
    library("COpenSSL", pkgConfig: "openssl"),
    library("CSystemd", pkgConfig: "libsystemd"),
    library("CPocketSphinx", pkgConfig: "pocketsphinx"),
    library("CFlite"),
    [.target(name: "CLinux", path: "Sources/C/CLinux")],
    [.target(name: "CToml", path: "Sources/C/CToml", cxxSettings: [.unsafeFlags(["-fno-exceptions"])])],

    // MARK: Sound: the words all audio code speaks
    module("Sound", uses: ["CLinux"], tests: ["TestBench"]),

    // MARK: PulseSound: PulseAudio and pipewire-pulse behind the port
    module("PulseSound", uses: ["Sound", "CPulse", "CLinux"], tests: ["TestBench", "SoundContract"]),

    // MARK: SignalPath: everything about samples
    module(
        "SignalPath", uses: ["Sound", "CSpeexDSP", "COpus", "COgg"], tests: ["TestBench"], settings: everySample),

    // MARK: Conversation: turns, barge-in, tools and continuity as a pure machine; its loop; its ports
    module("Conversation", uses: ["Sound"]),

    // MARK: LiveAudio: the conversation's port to the sound card
    module("LiveAudio", uses: ["Sound", "SignalPath", "Conversation"], tests: ["TestBench", "PulseSound"]),

    // MARK: VoiceLiveProtocol: the service's events as data
    module("VoiceLiveProtocol", tests: ["VoiceLiveFixtures"], excluding: ["Fixtures"]),

    // MARK: WebSocket: RFC 6455, client and server
    module("WebSocket", uses: ["COpenSSL", "CLinux"]),

    // MARK: VoiceLiveClient: the conversation's port to services
    module(
        "VoiceLiveClient", uses: ["Sound", "SignalPath", "Conversation", "VoiceLiveProtocol", "WebSocket"],
        tests: ["ScriptedService", "VoiceLiveFixtures"]),

    // MARK: LocalVoice: what voicelive-local serves
    module(
        "LocalVoice",
        uses: [
            "VoiceLiveProtocol", "WebSocket", "Sound", "SignalPath", "Configuration", "CPocketSphinx", "CFlite",
        ], tests: ["VoiceLiveFixtures"]),

    // MARK: ControlProtocol: the control socket's schema as data
    module("ControlProtocol", tests: ["ControlTestSupport", "ControlServer"], excluding: ["Golden"]),

    // MARK: ControlServer: doors, peers, rights, subscriptions
    module("ControlServer", uses: ["ControlProtocol", "CLinux"], tests: ["ControlTestSupport"]),

    // MARK: Configuration: one table of keys, TOML files and drop-ins, located errors
    module("Configuration", uses: ["CToml"]),

    // MARK: SignalSettings: what the admin wrote, in the signal path's words
    module("SignalSettings", uses: ["Sound", "SignalPath", "Configuration"]),

    // MARK: ServiceSettings: what the admin wrote about services, in their client's words
    module(
        "ServiceSettings",
        uses: ["Conversation", "VoiceLiveProtocol", "WebSocket", "VoiceLiveClient", "Configuration"]),

    // MARK: Recording: sound on disk, replays of it with other settings, and what to say about them
    module("Recording", uses: ["Sound", "SignalPath", "ControlProtocol"], tests: ["TestBench"]),

    // MARK: Diagnostics: the journal, health, counters, turn timings, the watchdog
    module("Diagnostics", uses: ["CSystemd", "CLinux"], tests: ["TestBench"]),

    // MARK: voicelived: the daemon
    program(
        "voicelived",
        uses: [
            "Sound", "PulseSound", "SignalPath", "Conversation", "LiveAudio", "VoiceLiveProtocol", "WebSocket",
            "VoiceLiveClient", "ControlProtocol", "ControlServer", "Configuration", "SignalSettings", "ServiceSettings",
            "Recording", "Diagnostics", "CLinux",
        ]),

    [
        .testTarget(
            name: "voicelivedTests",
            dependencies: [
                "voicelived", "Sound", "CLinux", "SignalPath", "Conversation", "VoiceLiveProtocol", "WebSocket",
                "VoiceLiveClient", "ControlProtocol", "ControlServer", "ControlTestSupport", "Configuration",
                "SignalSettings", "ServiceSettings", "Diagnostics", "Recording", "TestBench",
            ],
            swiftSettings: strict)
    ],

    // MARK: voicelive-local: a Voice Live server on the box
    program(
        "voicelive-local", uses: ["LocalVoice", "VoiceLiveProtocol", "WebSocket", "Configuration", "Diagnostics"]),

    // MARK: voicelivectl: the thin client
    program(
        "voicelivectl",
        uses: [
            "ControlProtocol", "Sound", "SignalPath", "Configuration", "SignalSettings", "ServiceSettings", "Recording",
            "WebSocket", "VoiceLiveClient", "CPNG",
        ]),
    [
        .testTarget(
            name: "voicelivectlTests",
            dependencies: [
                "voicelivectl", "ControlProtocol", "ControlServer", "ControlTestSupport", "Configuration", "Sound",
                "SignalPath", "TestBench", "DaemonBench", "WebSocket",
            ],
            swiftSettings: strict)
    ],

    // MARK: What the trainer of the speech detector reads; in no package
    [
        .executableTarget(
            name: "hearing-lessons", dependencies: ["Sound", "SignalPath"], path: "Tools/hearing/lessons",
            swiftSettings: strict)
    ],

    // MARK: The test bench: private sound servers, a room between loudspeaker and microphone, measures
    bench("TestBench", uses: ["Sound", "CLinux", "CPulse", "CSpeexDSP", "CTestBench", "CAllocationCount"]),
    bench("SoundContract", uses: ["Sound", "TestBench"]),
    [
        .testTarget(
            name: "TestBenchTests",
            dependencies: [
                "TestBench", "SoundContract", "Sound", "CLinux", "CPulse", "CTestBench", "CAllocationCount",
            ],
            swiftSettings: strict)
    ],
    [.target(name: "CTestBench", path: "Tests/CTestBench", cSettings: [.unsafeFlags(["-O2"])])],
    [.target(name: "CAllocationCount", path: "Tests/CAllocationCount")],

    // MARK: Peers and recordings that several suites share
    bench("ScriptedService", uses: ["VoiceLiveProtocol", "WebSocket"]),
    bench("VoiceLiveFixtures", uses: ["VoiceLiveProtocol"]),
    bench("ControlTestSupport", uses: ["ControlProtocol", "ControlServer"]),
    [
        .executableTarget(
            name: "control-bench", dependencies: ["ControlProtocol", "ControlServer", "ControlTestSupport"],
            path: "Tests/control-bench", swiftSettings: strict)
    ],

    // MARK: `make run` without a sound card
    [
        .executableTarget(
            name: "voicelived-demo", dependencies: ["TestBench", "ControlTestSupport", "ControlProtocol", "Sound"],
            path: "Tests/Demo", swiftSettings: strict)
    ],

    // MARK: The whole daemon between a room and a service of the test's own; `make bench`
    bench(
        "DaemonBench",
        uses: [
            "TestBench", "ScriptedService", "ControlTestSupport", "ControlProtocol", "VoiceLiveProtocol", "WebSocket",
        ]),
    [
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "DaemonBench", "TestBench", "ScriptedService", "VoiceLiveFixtures", "VoiceLiveProtocol",
                "ControlProtocol", "ControlTestSupport", "Recording", "WebSocket", "voicelived", "voicelivectl",
            ], swiftSettings: strict),
        .executableTarget(
            name: "voicelived-bench",
            dependencies: [
                "DaemonBench", "TestBench", "ScriptedService", "ControlProtocol", "ControlTestSupport", "WebSocket",
                "LocalVoice", "SignalPath", "Sound", "VoiceLiveProtocol", "LiveAudio", "Conversation",
            ],
            path: "Tests/voicelived-bench", swiftSettings: strict),
    ],

    // MARK: Real-time code under RealtimeSanitizer; see `Tools/realtime-sanitizer`
    [
        .executableTarget(
            name: "RealTimeProof", dependencies: ["Sound", "PulseSound", "SignalPath", "CLinux"],
            path: "Tests/RealTimeProof",
            swiftSettings: strict, linkerSettings: realTimeSanitizer)
    ],

    // MARK: Habits of the repository, held by tests
    [.testTarget(name: "GuardTests", swiftSettings: strict)],

    // MARK: Fuzzers
    isFuzzing ? [.target(name: "FuzzDriver", path: "Fuzz/FuzzDriver")] : [],
    fuzz("WebSocketFuzz", uses: ["WebSocket"]),
    fuzz("ControlFuzz", uses: ["ControlProtocol", "ControlServer"]),
]

let package = Package(name: "voicelived", targets: targets.flatMap { $0 }, cxxLanguageStandard: .cxx17)
