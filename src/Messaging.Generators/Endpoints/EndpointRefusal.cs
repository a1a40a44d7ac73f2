namespace Messaging.Generators.Endpoints;

/// <summary>Why an endpoint cannot be served.</summary>
/// <param name="Method">The method that cannot be served; null when the reason is not a method.</param>
/// <param name="Message">The reason, in the words of a server that finds the methods by reflection.</param>
internal sealed record EndpointRefusal(string? Method, string Message);
