import Sound

/// What differs between the microphone's stream and the loudspeaker's. All of it happens on the sound thread.
protocol StreamWork: AnyObject {
    var direction: SoundDirection { get }

    /// Begins to connect. `false` when refused at once.
    func connect(_ stream: PulseStream, to target: StreamTarget) -> Bool
    /// The stream is there; sound follows.
    func begin(_ stream: PulseStream, at now: Moment)
    /// Takes or gives sound. Returns whether any passed.
    func serve(_ stream: PulseStream, bytes: Int, at now: Moment) -> Bool
    /// The server told where the device is. Returns what a person may want to know of the stream.
    func timed(_ stream: PulseStream, at now: Moment) -> RunningStream?
    /// The server ran out of our sound, or (`false`) has some again.
    func ranDry(_ stream: PulseStream, _ isDry: Bool)
    /// When `timed` should be called next; `nil` for no need.
    func nextTiming(after last: Moment) -> Moment?
    /// The device sleeps, or (`false`) woke up.
    func slept(_ stream: PulseStream, _ isAsleep: Bool, at now: Moment)
    /// The stream is gone. `isExcused`: what is missed from now on is nobody's loss.
    func end(isExcused: Bool)
}
