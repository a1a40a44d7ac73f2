namespace Messaging.AspNetCore.Listing;

/// <summary>A topic and those of its methods that can be called.</summary>
internal sealed class ListedTopic(RpcGatewayTopic topic, Transport transport)
{
    private readonly Dictionary<string, ListedMethod> _methods = topic.Listings
        .ToDictionary(listing => listing.Name, listing => new ListedMethod(topic, listing, transport), StringComparer.Ordinal);

    public string Name => topic.Name;

    /// <summary>The methods, in the order of their names.</summary>
    public IEnumerable<ListedMethod> Methods => _methods.Values.OrderBy(method => method.Name, StringComparer.Ordinal);

    public ListedMethod? Find(string? method) => method is null ? null : _methods.GetValueOrDefault(method);
}
