/// A point of monotonic time that goes on while the machine sleeps. Pure code takes it as an argument.
package typealias Moment = ContinuousClock.Instant
