#if canImport(Glibc)
    import Glibc
#endif

/// Sine of a whole turn's fraction.
func sinOf(_ turns: Double) -> Double { sin(2 * .pi * turns) }
