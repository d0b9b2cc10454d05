/// A grammar for a few words that may be said in the middle of anything.
///
/// A recogniser that knows nothing but "stop" hears it in every cough. So a crowd of everyday words is listened for beside
/// them, which take what is none of ours; ours are favoured, for who talks over an agent mostly means them.
package enum Spotting {
    /// How much likelier one of ours is than one of the crowd. Measured with eight synthetic voices: less misses more of
    /// ours than it lets go by.
    static let favour = 100_000

    /// `phrases`: each a word, or a few in a row.
    package static func grammar(of phrases: [String]) -> Grammar {
        let wanted = phrases.map { SpokenForm.words(of: $0) }.filter { !$0.isEmpty }
        let own = Set(wanted.flatMap { $0 })
        var grammar = Grammar(entries: wanted.map { .words($0.joined(separator: " ")) })
        grammar.crowd = wanted.isEmpty ? [] : crowd.filter { !own.contains($0) }
        return grammar
    }

    /// Said before what is meant, and behind it.
    static let before = ["please", "no", "no no", "oh", "okay", "hey", "just"]
    static let behind = ["it", "that", "now", "please", "talking"]

    static let crowd: [String] = """
        the of and to a in is you that it he was for on are with as i his they be at one have this from or had by hot but
        some what there we can out other were all your when up use word how said an each she which do their time if will
        way about many then them would write like so these her long make thing see him two has look more day could go come
        did my sound no most number who over know water than call first people may down side been now find any new work
        part take get place made live where after back little only round man year came show every good me give our under
        name very through just form much great think say help low line before turn cause same mean differ move right boy
        old too does tell sentence set three want air well also play small end put home read hand port large spell add even
        land here must big high such follow act why ask men change went light kind off need house picture try us again
        animal point mother world near build self earth father yes okay sure maybe please thanks hello fine really wait hey
        hmm alright top shop stock step start store hop steps stick star stuck
        """.split { $0 == " " || $0.isNewline }.map(String.init)
}

extension Grammar {
    /// The words of an entry among those that were heard, for a grammar with a crowd.
    func spotted(in words: [HeardWord]) -> [HeardWord]? {
        for case .words(let text) in entries {
            let phrase = text.split(separator: " ").map(String.init)
            for start in words.indices where words[start...].map(\.text).starts(with: phrase) {
                return Array(words[start..<(start + phrase.count)])
            }
        }
        return nil
    }
}
