/// The face at the moment its sound is heard.
package struct SessionBlendshapes: Topic, Equatable {
    /// The item, as session.transcript names it.
    package var item: String
    /// Its number in the item.
    package var frame: Int
    /// One weight a shape, from 0 to 1.
    package var weights: [Double]

    package init(item: String, frame: Int, weights: [Double]) {
        self.item = item
        self.frame = frame
        self.weights = weights
    }

    package static let record = Record(
        SessionBlendshapes.init,
        Field("item", \.item, "The item, as session.transcript names it."),
        Field("frame", \.frame, "Its number in the item."),
        Field("weights", \.weights, "One weight a shape, from 0 to 1."))

    package static let facts = TopicFacts(
        "session.blendshapes", keeps: .latest, role: .observer,
        about: "The face at the moment its sound is heard.")
    package static let example = SessionBlendshapes(item: "item_4", frame: 9, weights: [0.5, 0])
}
