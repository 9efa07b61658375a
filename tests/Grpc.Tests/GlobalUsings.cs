global using Xunit;
// The service has its package's name, which inside Logistics means the namespace.
global using ConformanceApi = Logistics.Conformance.V1.Conformance;
