/// Whole numbers as English words, and back.
package enum NumberWords {
    package static let largest = 999_999

    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

    /// `nil` beyond ±999,999.
    package static func words(for number: Int) -> [String]? {
        guard number >= -largest, number <= largest else { return nil }
        if number < 0 { return words(for: -number).map { ["minus"] + $0 } }
        if number < 20 { return [small[number]] }
        if number < 100 { return [tens[number / 10 - 2]] + (number % 10 == 0 ? [] : [small[number % 10]]) }
        if number < 1_000 { return [small[number / 100], "hundred"] + rest(number % 100) }
        return (words(for: number / 1_000) ?? []) + ["thousand"] + rest(number % 1_000)
    }

    private static func rest(_ number: Int) -> [String] {
        number == 0 ? [] : words(for: number) ?? []
    }

    /// The number that `words` say as a whole; "a hundred and five" and "oh" for zero are understood. `nil` for anything else.
    package static func number(from words: [String]) -> Int? {
        guard let first = words.first else { return nil }
        if first == "minus" || first == "negative" { return number(from: Array(words.dropFirst())).map { -$0 } }
        var total = 0
        var part = 0
        var unitsAreOpen = true
        var tensAreOpen = true
        for word in words where word != "and" {
            if let value = small.firstIndex(of: word == "oh" ? "zero" : word == "a" ? "one" : word) {
                guard unitsAreOpen, value < 10 || tensAreOpen else { return nil }
                part += value
                unitsAreOpen = false
                tensAreOpen = false
            } else if let index = tens.firstIndex(of: word) {
                guard tensAreOpen else { return nil }
                part += (index + 2) * 10
                tensAreOpen = false
            } else if word == "hundred" {
                guard part > 0, part < 10 else { return nil }
                part *= 100
                unitsAreOpen = true
                tensAreOpen = true
            } else if word == "thousand" {
                guard part > 0, total == 0 else { return nil }
                total = part * 1_000
                part = 0
                unitsAreOpen = true
                tensAreOpen = true
            } else {
                return nil
            }
        }
        return total + part
    }

    /// All ways to say a number from `range`, for a grammar. Ranges beyond 0–999 are cut.
    package static func phrase(for range: ClosedRange<Int>) -> Phrase {
        let reach = range.clamped(to: -99...999)
        return .choice(reach.compactMap { number in words(for: number).map { .words($0.joined(separator: " ")) } })
    }
}
