import Sound

/// Whose sound it is.
package struct PlayoutTag: Hashable, Sendable, BitwiseCopyable {
    /// Rises with every answer; raising the current one silences all older ones.
    package var response: UInt32
    /// The owner's number for the conversation item.
    package var item: UInt32
    /// Which part of the item.
    package var content: UInt32

    package init(response: UInt32, item: UInt32, content: UInt32 = 0) {
        self.response = response
        self.item = item
        self.content = content
    }
}

/// The loudspeaker plays one lane at a time. A prompt waits for nobody; the answer under it goes on where it stopped.
package enum PlayoutLaneName: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case answer, prompt
}

/// A piece of sound on its way to the sound thread. The sender owns the memory; the sound thread gives it back spent.
@safe struct PlayoutPacket: BitwiseCopyable, @unchecked Sendable {
    // @unchecked: `samples` is read by the sound thread only between the two rings that carry the packet.
    var samples: UnsafeMutablePointer<Int16>?
    var count: Int
    var rate: StreamRate
    var tag: PlayoutTag
    /// Samples of the item before this packet.
    var position: Int64
}
