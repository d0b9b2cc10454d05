import CPNG

/// A picture in memory, a byte each of red, green and blue.
struct Canvas {
    struct Colour: Equatable {
        var red, green, blue: UInt8

        static let paper = Colour(red: 255, green: 255, blue: 255)
        static let ink = Colour(red: 40, green: 40, blue: 40)
        static let grid = Colour(red: 225, green: 225, blue: 225)
        static let shade = Colour(red: 238, green: 238, blue: 247)
        /// Told apart by people who see colours differently too.
        static let lines = [
            Colour(red: 0, green: 114, blue: 178), Colour(red: 213, green: 94, blue: 0),
            Colour(red: 0, green: 158, blue: 115), Colour(red: 204, green: 121, blue: 167),
            Colour(red: 86, green: 80, blue: 66), Colour(red: 230, green: 159, blue: 0),
        ]
    }

    let width: Int
    let height: Int
    private(set) var bytes: [UInt8]

    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        bytes = Array(repeating: 255, count: width * height * 3)
    }

    /// What is outside is left out.
    mutating func dot(_ x: Int, _ y: Int, _ colour: Colour) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        let place = (y * width + x) * 3
        (bytes[place], bytes[place + 1], bytes[place + 2]) = (colour.red, colour.green, colour.blue)
    }

    mutating func fill(_ x: ClosedRange<Int>, _ y: ClosedRange<Int>, _ colour: Colour) {
        for row in y { for column in x { dot(column, row, colour) } }
    }

    mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ colour: Colour) {
        let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
        for step in 0...steps {
            dot(start.x + (end.x - start.x) * step / steps, start.y + (end.y - start.y) * step / steps, colour)
        }
    }

    mutating func text(_ words: String, at x: Int, _ y: Int, _ colour: Colour = .ink) {
        var column = x
        for character in words.uppercased() {
            for (row, bits) in Glyphs.rows(of: character).enumerated() {
                for place in 0..<5 where bits & (16 >> place) != 0 { dot(column + place, y + row, colour) }
            }
            column += 6
        }
    }

    /// `nil` when libpng has no memory for it.
    var png: [UInt8]? {
        var image = unsafe png_image()
        unsafe image.version = UInt32(PNG_IMAGE_VERSION)
        unsafe (image.width, image.height) = (UInt32(width), UInt32(height))
        unsafe image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
        var size = 0
        let pixels = bytes
        let isKnown = unsafe pixels.withUnsafeBytes {
            unsafe png_image_write_to_memory(&image, nil, &size, 0, $0.baseAddress, 0, nil)
        }
        guard isKnown != 0, size > 0 else { return nil }
        var file = [UInt8](repeating: 0, count: size)
        let isWritten = unsafe pixels.withUnsafeBytes { source in
            unsafe file.withUnsafeMutableBytes { target in
                unsafe png_image_write_to_memory(&image, target.baseAddress, &size, 0, source.baseAddress, 0, nil)
            }
        }
        return isWritten != 0 ? Array(file.prefix(size)) : nil
    }
}
