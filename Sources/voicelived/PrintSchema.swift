import ControlProtocol

/// `voicelived --print-schema`: what `rpc.discover` serves, for tools that have no daemon at hand.
enum PrintSchema {
    static func run() {
        Console.print(String(decoding: JSONWriter.bytes(of: .object(SchemaDocument.openRPC)), as: UTF8.self) + "\n")
    }
}
