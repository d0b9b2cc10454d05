import CFlite

/// How to say a word that the dictionary does not have, in the phones of the acoustic model.
///
/// flite's letter-to-sound rules know any English-looking word; its phones are those of the model in other clothes.
package enum Pronunciation {
    /// "voicelive" → "V OY S L AY V". `nil` for a word without letters.
    package static func guess(_ word: String) -> String? {
        guard word.contains(where: \.isLetter), word.utf8.count <= 40, let lexicon = unsafe lexicon else { return nil }
        guard let found = unsafe lex_lookup(lexicon, word, nil, nil) else { return nil }
        defer { unsafe delete_val(found) }
        var phones: [String] = []
        var next: UnsafePointer<cst_val>? = unsafe UnsafePointer(found)
        while let cell = unsafe next {
            if let text = unsafe val_string(val_car(cell)), let phone = unsafe modelPhone(String(cString: text)) {
                phones.append(phone)
            }
            unsafe next = val_cdr(cell)
        }
        return phones.isEmpty ? nil : phones.joined(separator: " ")
    }

    /// flite writes phones in lower case with a stress digit, and has a schwa that the model knows as AH.
    private static func modelPhone(_ phone: String) -> String? {
        let bare = phone.filter { $0.isLetter }.uppercased()
        return switch bare {
        case "": nil
        case "AX": "AH"
        case "PAU": nil
        default: bare
        }
    }

    /// Never freed: the lexicon is global to the process.
    nonisolated(unsafe) private static let lexicon: UnsafeMutablePointer<cst_lexicon>? = unsafe vl_flite_lexicon()
}
