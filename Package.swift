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

/// A C library of Debian's behind a module map and a shim header.
func library(_ name: String, pkgConfig: String? = nil) -> [Target] {
    [.systemLibrary(name: name, path: "Sources/C/" + name, pkgConfig: pkgConfig)]
}

/// Part of the test bench: lives under Tests and is never shipped.
func bench(_ name: String, uses: [Target.Dependency], tests: [Target.Dependency] = []) -> [Target] {
    [
        .target(name: name, dependencies: uses, path: "Tests/" + name, swiftSettings: strict),
        .testTarget(
            name: name + "Tests", dependencies: [.target(name: name)] + uses + tests, swiftSettings: strict),
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

    // MARK: Sound: the words all audio code speaks
    module("Sound", uses: ["CLinux"], tests: ["TestBench"]),

    // MARK: PulseSound: PulseAudio and pipewire-pulse behind the port
    module("PulseSound", uses: ["Sound", "CPulse"], tests: ["TestBench", "SoundContract", "CAllocationCount"]),

    // MARK: The test bench: private sound servers, a room between loudspeaker and microphone, measures
    [.target(name: "CTestBench", path: "Tests/CTestBench", cSettings: [.unsafeFlags(["-O2"])])],
    [.target(name: "CAllocationCount", path: "Tests/CAllocationCount")],
    [
        .executableTarget(
            name: "RealTimeProof", dependencies: ["Sound", "PulseSound", "CLinux"], path: "Tests/RealTimeProof",
            swiftSettings: strict, linkerSettings: realTimeSanitizer)
    ],
    bench(
        "TestBench", uses: ["Sound", "CLinux", "CPulse", "CSpeexDSP", "CTestBench", "CAllocationCount"],
        tests: ["SoundContract"]),
    [
        .target(
            name: "SoundContract", dependencies: ["Sound", "TestBench"], path: "Tests/SoundContract",
            swiftSettings: strict)
    ],
]

let package = Package(name: "voicelived", targets: targets.flatMap { $0 }, cxxLanguageStandard: .cxx17)
