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

/// Set to build the libFuzzer programs under Fuzz; see `Tools/fuzz`.
let isFuzzing = Context.environment["VOICELIVED_FUZZ"] != nil

/// A libFuzzer program for code that reads hostile bytes.
func fuzz(_ name: String, uses: [Target.Dependency]) -> [Target] {
    guard isFuzzing else { return [] }
    return [
        .executableTarget(
            name: name, dependencies: uses + ["FuzzDriver"], path: "Fuzz/" + name,
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])])
    ]
}

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
    isFuzzing ? [.target(name: "FuzzDriver", path: "Fuzz/FuzzDriver")] : [],

    // MARK: Sound: the words all audio code speaks
    module("Sound", uses: ["CLinux"]),

    // MARK: The control socket: its words, its server, its thin client
    module("ControlProtocol", tests: ["ControlServer", "ControlTestSupport"]),
    module("ControlServer", uses: ["ControlProtocol", "CLinux"], tests: ["ControlTestSupport"]),
    program("voicelivectl", uses: ["ControlProtocol"]),
    fuzz("ControlFuzz", uses: ["ControlProtocol", "ControlServer"]),
    bench("ControlTestSupport", uses: ["ControlProtocol", "ControlServer"]),
    [
        .executableTarget(
            name: "control-bench", dependencies: ["ControlProtocol", "ControlServer", "ControlTestSupport"],
            path: "Tests/control-bench", swiftSettings: strict)
    ],
    [
        .testTarget(
            name: "voicelivectlTests",
            dependencies: ["voicelivectl", "ControlProtocol", "ControlServer", "ControlTestSupport"],
            swiftSettings: strict)
    ],
]

let package = Package(name: "voicelived", targets: targets.flatMap { $0 }, cxxLanguageStandard: .cxx17)
