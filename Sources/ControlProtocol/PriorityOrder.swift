extension PriorityClass: Comparable {
    private var rank: Int {
        switch self {
        case .background: 0
        case .ui: 1
        case .vehicle: 2
        case .emergency: 3
        }
    }

    package static func < (left: PriorityClass, right: PriorityClass) -> Bool { left.rank < right.rank }
}
