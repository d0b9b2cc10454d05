import Glibc

/// Date and time of day where the box stands.
package struct WallTime: Sendable, Equatable {
    package var year: Int
    /// 1–12.
    package var month: Int
    package var day: Int
    /// 0 is Sunday.
    package var weekday: Int
    package var hour: Int
    package var minute: Int
    /// Seconds since 1970.
    package var unixSeconds: Int

    package init(year: Int, month: Int, day: Int, weekday: Int, hour: Int, minute: Int, unixSeconds: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.weekday = weekday
        self.hour = hour
        self.minute = minute
        self.unixSeconds = unixSeconds
    }

    package static func now() -> WallTime {
        var seconds = time(nil)
        var parts = unsafe tm()
        unsafe localtime_r(&seconds, &parts)
        return unsafe WallTime(
            year: Int(parts.tm_year) + 1_900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
            weekday: Int(parts.tm_wday), hour: Int(parts.tm_hour), minute: Int(parts.tm_min), unixSeconds: seconds)
    }
}

/// Tools the box answers by itself: no client need register them.
enum BoxTool {
    static let names: Set<String> = ["local.time", "local.date"]

    static func answer(_ name: String, at time: WallTime) -> ToolOutput? {
        switch name {
        case "local.time": ToolOutput(spoken: spokenTime(time), members: ["time": spokenTime(time)])
        case "local.date": ToolOutput(spoken: spokenDate(time), members: ["date": spokenDate(time)])
        default: nil
        }
    }

    /// "2:05 PM" is read "two oh five P M" by the voice; the text shows figures.
    private static func spokenTime(_ time: WallTime) -> String {
        let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
        let minute = time.minute < 10 ? "0\(time.minute)" : "\(time.minute)"
        return "\(hour):\(minute) \(time.hour < 12 ? "AM" : "PM")"
    }

    private static func spokenDate(_ time: WallTime) -> String {
        let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        guard weekdays.indices.contains(time.weekday), months.indices.contains(time.month - 1) else { return "today" }
        return "\(weekdays[time.weekday]), \(months[time.month - 1]) \(time.day), \(time.year)"
    }
}
