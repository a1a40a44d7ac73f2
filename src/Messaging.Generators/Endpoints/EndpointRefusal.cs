namespace Messaging.Generators.Endpoints;

/// <summary>Why an endpoint cannot be served.</summary>
/// <param name="Method">The method that cannot; null when it is not about one.</param>
/// <param name="Message">Why, in the words with which a server refuses it that finds its methods by reflection.</param>
internal sealed record EndpointRefusal(string? Method, string Message);
