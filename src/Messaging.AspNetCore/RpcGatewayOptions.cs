using Messaging.AspNetCore.Listing;
using Messaging.Contracts;
using Microsoft.AspNetCore.Http;

namespace Messaging.AspNetCore;

/// <summary>What a gateway offers, and its limits. Only methods that are listed here can be called.</summary>
/// <remarks>Read when the gateway is mapped; later changes have no effect.</remarks>
public sealed class RpcGatewayOptions
{
    private readonly Dictionary<string, RpcGatewayTopic> _topics = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The transport of the calls.</summary>
    /// <value>Null: the <see cref="Messaging.Transport"/> among the services of the application, which AddMessaging adds.</value>
    public Transport? Transport { get; set; }

    /// <summary>The key of the transport that calls go through, in place of <see cref="Transport"/>: one that AddKeyedMessaging adds.
    /// Topics may name others (<see cref="RpcGatewayTopic.TransportKey"/>).</summary>
    /// <value>Null.</value>
    public string? TransportKey { get; set; }

    /// <summary>Under which key of the context the authenticated user is handed on, so that methods know who calls; null to hand on
    /// nobody. It is the claim <c>NameIdentifier</c> (<c>sub</c>) of the user or, when there is none, the name.</summary>
    /// <value><c>user_id</c>, as in OpenStack.</value>
    public string? UserKey { get; set; } = "user_id";

    /// <summary>Adds to the context of a call, or replaces it; null for neither. It gets the request, and the context with the user in it.
    /// Called concurrently; an exception fails the request as in any handler.</summary>
    /// <value>Null. Nothing that a client sends gets into the context by itself.</value>
    public Func<HttpContext, RpcContext, RpcContext>? Context { get; set; }

    /// <summary>The timeout of a call whose client asks for none and whose method has none of its own.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest timeout that a client may ask for with the header <c>Request-Timeout</c>. A longer one is reduced to
    /// it.</summary>
    /// <value>60 seconds.</value>
    public TimeSpan MaxTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest body of a request, in bytes. A larger one is answered with 413.</summary>
    /// <value>1 MiB.</value>
    public int MaxBodySize { get; set; } = 1024 * 1024;

    /// <summary>How deep the JSON of a request may nest, from 2 to 200.</summary>
    /// <value>64.</value>
    public int MaxDepth { get; set; } = 64;

    /// <summary>How many requests a batch of JSON-RPC may hold. They run at the same time.</summary>
    /// <value>100.</value>
    public int MaxBatch { get; set; } = 100;

    /// <summary>Whether clients see the stack trace of a method that failed, if its server sends one.</summary>
    /// <value>False: they see its class and its message.</value>
    public bool SendTraces { get; set; }

    /// <summary>When clients are told to retry (<c>Retry-After</c>) if there is no server, the broker is unavailable or the servers are
    /// overloaded; whole seconds.</summary>
    /// <value>1 second.</value>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The title of the OpenAPI document.</summary>
    /// <value><c>RPC</c>.</value>
    public string Title { get; set; } = "RPC";

    /// <summary>The version that the OpenAPI document gives itself.</summary>
    /// <value><c>1.0</c>.</value>
    public string DocumentVersion { get; set; } = "1.0";

    internal IEnumerable<RpcGatewayTopic> Topics => _topics.Values;

    /// <summary>Lists methods of a topic by name.</summary>
    /// <param name="topic">The topic. It is part of the path as it is: letters, digits and <c>- . _ ~</c>.</param>
    /// <param name="configure">Lists the methods.</param>
    /// <returns>The topic, always the same object, to whose endpoints conventions such as <c>RequireAuthorization</c> can be
    /// added.</returns>
    /// <exception cref="ArgumentException">The topic cannot be part of a path, or another topic differs from it only in case.</exception>
    public RpcGatewayTopic Topic(string topic, Action<RpcGatewayTopic>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        if (topic.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '.' or '_' or '~'))
            || topic.Trim('.').Length == 0)
        {
            throw new ArgumentException(
                $"The topic '{topic}' cannot be part of the path of a URL. A gateway accepts topics of letters, digits and - . _ ~",
                nameof(topic));
        }

        if (!_topics.TryGetValue(topic, out var listed))
        {
            _topics[topic] = listed = new RpcGatewayTopic(topic);
        }
        else if (listed.Name != topic)
        {
            throw new ArgumentException(
                $"The topics '{topic}' and '{listed.Name}' differ only in case, and paths are not case-sensitive.", nameof(topic));
        }

        configure?.Invoke(listed);
        return listed;
    }

    /// <summary>Lists all members of a contract, with its topic, exchange, namespace and version: calls, casts, and casts to every
    /// server.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="configure">Configures its topic further, or null.</param>
    /// <returns>The contract's topic.</returns>
    /// <exception cref="InvalidOperationException">No code was generated for the interface.</exception>
    /// <exception cref="ArgumentException">The topic already has a method of that name, or the topic cannot be part of a path.</exception>
    public RpcGatewayTopic Contract<T>(Action<RpcGatewayTopic>? configure = null)
        where T : class
    {
        var contract = RpcContracts.Describe<T>();
        var topic = Topic(contract.Target.Topic!);
        foreach (var member in contract.Members)
        {
            topic.List(MethodListing.OfMember(contract, member));
        }

        configure?.Invoke(topic);
        return topic;
    }

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBodySize, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, 200);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryAfter, TimeSpan.Zero);
        ArgumentException.ThrowIfNullOrEmpty(Title);
        ArgumentException.ThrowIfNullOrEmpty(DocumentVersion);
    }
}
