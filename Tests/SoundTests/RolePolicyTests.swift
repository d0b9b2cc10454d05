import Sound
import Testing

/// Whom PulseAudio's policy modules lower, read from their arguments.
@Suite struct RolePolicyTests {
    private func effect(_ arguments: String, on role: String, module: String = "module-role-ducking") -> String? {
        RolePolicy(module: module, arguments: arguments)?.effect(on: role)
    }

    @Test(arguments: [
        ("", "music"), ("", "video"), ("ducking_roles=no_role", ""), ("trigger_roles=alarm ducking_roles=a,b", "b"),
        ("ducking_roles=any_role", "assistant"), ("ducking_roles=any_role", ""),
        ("ducking_roles=\"music,assistant\" volume=-15dB", "assistant"),
        ("trigger_roles=phone/alarm ducking_roles=music/assistant", "assistant"),
        // A trigger that is a target as well is lowered by the others of its kind.
        ("trigger_roles=phone ducking_roles=phone,music", "phone"),
    ]) func whoIsATargetIsLowered(arguments: String, role: String) {
        #expect(effect(arguments, on: role)?.hasPrefix("module-role-ducking lowers our stream") == true)
    }

    @Test(arguments: [
        ("", ""), ("", "phone"), ("", "assistant"), ("ducking_roles=any_role", "phone"),
        ("trigger_roles=a,b ducking_roles=any_role", "b"), ("ducking_roles=music volume=-15dB", "video"),
    ]) func whoIsNoneIsLeftAlone(arguments: String, role: String) {
        #expect(effect(arguments, on: role) == nil)
    }

    @Test func itSaysWhoDoesWhatToWhomAndWhen() {
        #expect(
            effect("trigger_roles=phone/alarm ducking_roles=music/a", on: "a")
                == "module-role-ducking lowers our stream of the role a while one of alarm plays")
        #expect(
            effect("trigger_roles=alarm,phone cork_roles=no_role", on: "", module: "module-role-cork")
                == "module-role-cork silences our stream without a role while one of alarm, phone plays")
    }

    @Test func otherModulesAreNoPolicies() {
        #expect(RolePolicy(module: "module-udev-detect", arguments: "ducking_roles=any_role") == nil)
        #expect(effect("ducking_roles=music", on: "music", module: "module-role-cork") != nil, "its own default")
        #expect(effect("cork_roles=x", on: "music", module: "module-role-cork") == nil)
    }
}
