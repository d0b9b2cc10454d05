@main enum Voicelived { static func main() {} }
