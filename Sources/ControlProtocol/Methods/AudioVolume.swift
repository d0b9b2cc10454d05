/// Reads or sets the loudspeaker's volume.
package enum AudioVolume: Method {
    package static let facts = MethodFacts(
        "audio.volume", role: .controller, lane: .ordered, servedBy: .daemon,
        about: "Reads or sets the loudspeaker's volume.")

    package struct Params: WireRecord, Equatable {
        /// The new volume; 0 is full scale.
        package var decibels: Double?

        package init(decibels: Double? = nil) {
            self.decibels = decibels
        }

        package static let record = Record(
            Params.init,
            Field("db", \.decibels, "The new volume; 0 is full scale.", in: -90...0))
    }

    package struct Result: WireRecord, Equatable {
        /// The volume now.
        package var decibels: Double
        /// The administrator's ceiling.
        package var limitDecibels: Double

        package init(decibels: Double, limitDecibels: Double) {
            self.decibels = decibels
            self.limitDecibels = limitDecibels
        }

        package static let record = Record(
            Result.init,
            Field("db", \.decibels, "The volume now."),
            Field("limit_db", \.limitDecibels, "The administrator's ceiling."))
    }

    package static let example = Example(Params(decibels: -12), Result(decibels: -12, limitDecibels: -6))
}
