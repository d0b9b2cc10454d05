/// Where a photo avatar stands and how lively it is.
package struct AvatarScene: WireObject {
    package var zoom: Double?
    /// −1 to 1.
    package var positionX: Double?
    /// −1 to 1.
    package var positionY: Double?
    /// −π to π.
    package var rotationX: Double?
    /// −π to π.
    package var rotationY: Double?
    /// −π to π.
    package var rotationZ: Double?
    /// Above 0, up to 1.
    package var amplitude: Double?
    package var extra = JSONObject()

    package init() {}

    package init(
        zoom: Double? = nil,
        positionX: Double? = nil,
        positionY: Double? = nil,
        rotationX: Double? = nil,
        rotationY: Double? = nil,
        rotationZ: Double? = nil,
        amplitude: Double? = nil
    ) {
        self.zoom = zoom
        self.positionX = positionX
        self.positionY = positionY
        self.rotationX = rotationX
        self.rotationY = rotationY
        self.rotationZ = rotationZ
        self.amplitude = amplitude
    }

    package mutating func map(_ fields: inout FieldMap) throws(WireError) {
        try fields.map("zoom", &zoom)
        try fields.map("position_x", &positionX)
        try fields.map("position_y", &positionY)
        try fields.map("rotation_x", &rotationX)
        try fields.map("rotation_y", &rotationY)
        try fields.map("rotation_z", &rotationZ)
        try fields.map("amplitude", &amplitude)
    }
}
