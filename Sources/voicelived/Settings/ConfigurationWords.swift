import Configuration

// This file imports `Configuration` alone: a module and a type of one name cannot be told apart elsewhere.

typealias Settings = Configuration
typealias DeviceSetting = DeviceChoice
