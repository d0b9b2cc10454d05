import Recording

/// Levels of recordings over time: a panel for each, microphone behind what left the signal path, speech shaded.
struct LevelPlot {
    struct Panel {
        var title: String
        var microphone: [Double]
        var output: [Double]
        var speech: [RunMeasures.Stretch]
    }

    private static let (width, panelHeight, left, right, top) = (1_100, 190, 60, 15, 24)
    /// dB of full scale, at the bottom and at the top.
    private static let (lowest, highest) = (-90.0, 0.0)

    static func png(_ panels: [Panel]) -> [UInt8]? {
        var canvas = Canvas(width: width, height: panelHeight * panels.count + 24)
        let blocks = panels.map { max($0.output.count, $0.microphone.count) }.max() ?? 0
        for (number, panel) in panels.enumerated() {
            draw(panel, from: number * panelHeight, blocks: max(1, blocks), number, on: &canvas)
        }
        seconds(blocks, on: &canvas)
        return canvas.png
    }

    private static func draw(_ panel: Panel, from y: Int, blocks: Int, _ number: Int, on canvas: inout Canvas) {
        let (first, last) = (y + top, y + panelHeight - 8)
        for stretch in panel.speech {
            let (start, end) = (column(stretch.start / 10, blocks), column(stretch.end / 10, blocks))
            canvas.fill(start...max(start, end), first...last, .shade)
        }
        for decibels in stride(from: Int(lowest), through: Int(highest), by: 30) {
            let line = row(Double(decibels), first, last)
            canvas.line(from: (left, line), to: (width - right, line), .grid)
            canvas.text(String(decibels), at: 20, line - 3)
        }
        trace(panel.microphone, blocks, first, last, Canvas.Colour(red: 190, green: 190, blue: 190), on: &canvas)
        trace(panel.output, blocks, first, last, Canvas.Colour.lines[number % Canvas.Colour.lines.count], on: &canvas)
        canvas.text(panel.title + "  (dB, grey: microphone, shaded: speech)", at: left, y + 8)
    }

    /// Each column of dots shows the loudest and the quietest block that falls into it.
    private static func trace(
        _ levels: [Double], _ blocks: Int, _ first: Int, _ last: Int, _ colour: Canvas.Colour,
        on canvas: inout Canvas
    ) {
        var before: (x: Int, y: Int)?
        var index = 0
        while index < levels.count {
            let x = column(index, blocks)
            var (low, high) = (levels[index], levels[index])
            while index < levels.count, column(index, blocks) == x {
                (low, high) = (min(low, levels[index]), max(high, levels[index]))
                index += 1
            }
            let (upper, lower) = (row(high, first, last), row(low, first, last))
            if let before { canvas.line(from: before, to: (x, upper), colour) }
            canvas.line(from: (x, upper), to: (x, lower), colour)
            before = (x, (upper + lower) / 2)
        }
    }

    private static func seconds(_ blocks: Int, on canvas: inout Canvas) {
        let total = Double(blocks) / 100
        let step = [0.5, 1, 2, 5, 10, 30, 60, 300, 600, 3_600].first { total / $0 <= 12 } ?? 7_200
        for second in stride(from: 0, through: total, by: step) {
            let x = column(Int(second * 100), max(1, blocks))
            let words = step < 1 ? "\(second) s" : "\(Int(second)) s"
            canvas.text(words, at: min(x, width - 40), canvas.height - 16)
        }
    }

    private static func column(_ block: Int, _ blocks: Int) -> Int {
        left + block * (width - left - right) / blocks
    }

    private static func row(_ decibels: Double, _ first: Int, _ last: Int) -> Int {
        let share = (min(max(decibels, lowest), highest) - lowest) / (highest - lowest)
        return last - Int(share * Double(last - first))
    }
}
