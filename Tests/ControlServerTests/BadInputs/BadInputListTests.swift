import ControlTestSupport
import Testing

/// What can be wrong with input, and the tests that say what is answered. "Stays" and "closes" is what becomes of the
/// connection.
@Suite struct BadInputListTests {
    private struct Fault {
        let what: String
        /// The answer, by number or name; nothing where there is none.
        let answer: String
        let tests: [String]

        init(_ what: String, _ answer: String, _ tests: String...) {
            (self.what, self.answer, self.tests) = (what, answer, tests)
        }
    }

    // swift-format-ignore
    private static let list: [Fault] = [
        Fault("an empty line, spaces", "stays, nothing", "emptyLinesAndSpacesAreIgnored", "aReturnBeforeTheLineEndIsIgnored"),
        Fault("a line that drips; a client that never speaks", "closes, 1001", "aLineThatDripsTooSlowlyCloses1001", "aConnectionThatNeverSpeaksIsClosed", "aConnectionThatHasSpokenMayBeSilent"),
        Fault("64 KiB and a byte without an end", "closes, 1001", "oneByteMoreThanTheLimitCloses1001", "aLineOfExactlyTheLimitIsServed"),
        Fault("a line of a gigabyte", "closes, 1001, read no further", "aGigabyteLineCloses1001AndIsNotReadOn"),
        Fault("nested too deep", "stays, 1002 with the byte", "deepNestingStays1002WithTheByte"),
        Fault("an object of 300 members, of 160,000", "stays, -32602; closes, 1001", "threeHundredMembersStayInvalidParams", "aHundredSixtyThousandMembersAreTooLongALine"),
        Fault("a name twice", "stays, -32700 with the byte of the second", "aDuplicateKeyStaysParseFaultAtTheSecond"),
        Fault("a comma too many", "stays, -32700", "aTrailingCommaStaysParseFault"),
        Fault("no UTF-8", "stays, -32700", "invalidUTF8StaysParseFault"),
        Fault("half a surrogate pair", "stays, -32700", "aLoneSurrogateStaysParseFault"),
        Fault("a raw NUL or control byte", "stays, -32700", "aRawControlByteStaysParseFault"),
        Fault("an escaped NUL in a name or id", "stays, -32602", "anEscapedNulInANameOrIDStaysInvalidParams"),
        Fault("a byte order mark, UTF-16, UTF-32", "stays, -32700 and the way out", "otherEncodingsStayParseFault"),
        Fault("what is no number", "stays, -32700", "whatIsNotANumberStaysParseFault"),
        Fault("numbers out of range", "stays, -32600 for an id, -32602 for a parameter", "anIDBeyondExactIntegersIsInvalid", "theLargestIDsAreServed", "anIntegerParameterMayBeWrittenWithAFraction"),
        Fault("two documents in a line", "stays, -32700", "aSecondDocumentInTheLineStaysParseFault"),
        Fault("a batch", "stays, 1003", "aBatchIs1003"),
        Fault("an id of another kind", "stays, -32600 with id null", "anIDOfAnotherKindIsInvalidWithNullID", "aMegabyteIDIsTooLongALine"),
        Fault("no method, an unknown one, a very long one", "stays, -32600 or -32601", "aMissingEmptyOrUnknownMethodIsRefused"),
        Fault("parameters of another shape", "stays, -32602 with the field, and nothing was done", "parametersOfAnotherShapeNameTheField", "anUnknownMemberComesWithASuggestion", "anUnknownMemberHasNoEffect"),
        Fault("a reply from a client", "stays, -32600", "repliesFromClientsAreInvalid", "aWrongEnvelopeIsInvalid"),
        Fault("HTTP, TLS", "closes, 1009 and the way out", "anotherProtocolCloses1009WithAHint"),
        Fault("10,000 pings a second", "stays, 1005, served again after a pause", "tenThousandPingsGet1005AfterABurstOf100AndAreServedAgainAfterAPause", "aFloodDoesNotKeepOthersOfTheUserFromMuting", "aFloodOfRequestsLeavesNothingBehind"),
        Fault("1,000 connections", "closes, 1006; room is kept for root", "theNinthConnectionOfAUserGets1006AndIsClosed", "beyond32ConnectionsThereIsRoomForRootOnly", "aCrowdOfConnectionsLeavesNothingBehind"),
        Fault("no descriptor is left", "closes, told; nothing spins", "withoutDescriptorsEveryCallerIsToldAndNothingSpins"),
        Fault("subscribes to all and never reads", "closes, 1008", "aClientThatNeverReadsIsClosedWith1008", "aQueueOver256KiBFor5SecondsIsClosedWith1008"),
        Fault("reads a byte a second", "closes, 1008; others do not wait", "aReaderOfAByteASecondIsClosedWith1008", "aReaderOfOneByteAtATimeDoesNotDelayOthers"),
        Fault("hangs up at once, or in the middle of a reply", "closes, nothing", "inputThatEndsAtOnceClosesTheConnection", "aLastLineWithoutItsEndIsServedAndThenTheConnectionCloses", "openRepliesAreFinishedAfterTheEndOfInput", "hangingUpInTheMiddleOfAReplyHurtsNobody"),
        Fault("descriptors sent along", "stays, closed by the kernel", "descriptorsThatClientsSendAreClosed"),
        Fault("10,000 that come and die", "closes, nothing left behind", "tenThousandConnectionsThatDieLeaveNothingBehind", "clientsThatComeAndDieLeaveNothingBehind"),
        Fault("a user without rights, or who lost them", "closes, 2001", "aUserWithoutRightsIsTurnedAwayWith2001", "aRoleThatShrinksEndsTheConnectionWith2001"),
        Fault("somebody else's session, a guessed lease", "stays, 2004; a pause after five", "anotherClientsSessionIsNotStopped2004", "fiveWrongLeasesPauseTheUser", "aWrongLeaseDoesNothing"),
        Fault("a recording's name that could be a path", "stays, 8003", "aRecordingNameThatCouldBeAPathIs8003", "aGoodRecordingNameIsPassedOn"),
        Fault("a tool's schema with references, patterns, a megabyte", "stays, 6001; closes, 1001", "aSchemaOutsideTheSubsetIs6001", "schemasOutsideTheSubsetAreRefused", "aMegabyteSchemaIs1001"),
        Fault("a tool's result of 10 MB, twice, of a stranger, too late", "1001, 6002, 2004, 6003", "aTenMegabyteResultIs1001", "aVoiceCommandReachesTheClientAndItsAnswerTheModel", "aResultForAStrangersCallIs2004", "aResultAfterTheDeadlineIs6003AndTheModelWasTold"),
        Fault("escapes and turned text in names", "stays, kept as data, shown and not obeyed", "textFromStrangersIsStoredAsItIs", "namesOfStrangersAreShownNotObeyed", "journalFieldsKeepValuesAsTheyAre"),
        Fault("a key that is not for runtime", "stays, 7002 or 7003", "keysThatAreNotForRuntimeStayWithTheDaemonsAnswer", "whatDoesNotFitChangesNothing"),
        Fault("3 KB of ext; secrets in meta", "stays, -32602; never logged", "threeKilobytesOfExtAreInvalidParams", "whatAClientSaysForItselfIsNeverLogged"),
        Fault("storms of reloads", "stays, 1005 beyond two a second", "reloadsAreLetThroughTwiceASecondWhoeverAsks"),
        Fault("numbers near 2^53", "stays, counted anew", "numbersNear2To53BeginAgain"),
        Fault("any of these, again and again", "memory as before, told of once a minute", "badInputLeavesNoMemoryBehind", "whatWaitedForAClientGoesWithIt", "aUsersFaultsAreToldOfOnceAMinute"),
    ]

    @Test func everyFaultHasItsTest() throws {
        let found = try Program.run(
            ["/bin/grep", "-rhoE", "func [a-zA-Z0-9]+\\(", Repository.path("Tests"), "--include=*.swift"])
        let functions = Set(found.output.split(separator: "\n").map { $0.dropFirst(5).dropLast() })
        for fault in Self.list {
            #expect(!fault.tests.isEmpty && !fault.answer.isEmpty, "\(fault.what)")
            for test in fault.tests { #expect(functions.contains(test[...]), "\(fault.what): \(test)") }
        }
        #expect(Self.list.count == 41)
    }
}
