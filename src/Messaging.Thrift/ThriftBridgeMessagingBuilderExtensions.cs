using Messaging;
using Messaging.Drivers.Thrift;
using Messaging.Thrift;
using Messaging.Thrift.Running;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds bridges between Thrift and topics to an application with a host.</summary>
public static class ThriftBridgeMessagingBuilderExtensions
{
    /// <summary>
    /// Puts a Thrift service in front of a topic: Thrift clients of the port call the topic's servers, over the application's transport.
    /// </summary>
    /// <param name="builder">The result of AddMessaging.</param>
    /// <param name="url">The port, such as <c>thrift://*:9090</c>, with the options of such URLs.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="service">The service.</param>
    /// <param name="configure">Sets the options of the port, or null. Several topics of one URL share them.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The port is already in front of that topic, or of topics of another transport.</exception>
    /// <remarks>
    /// Several topics behind one URL share the port, which is then multiplexed. The port opens when the host starts, after the application
    /// has connected. It is drained when the host stops, before the application's own servers are. A port that cannot be opened fails the
    /// start with <see cref="InvalidTransportUrlException"/> or <see cref="ConnectionFailedException"/>.
    /// </remarks>
    public static IMessagingBuilder AddThriftFront(
        this IMessagingBuilder builder, string url, string topic, ThriftService service, Action<ThriftBridgeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(service);
        var front = ThriftFrontRegistration.Find(builder.Services, url) ?? Register(builder, url);
        if (front.TransportKey != builder.TransportKey)
        {
            throw new ArgumentException("The Thrift port is already in front of topics of another transport. Give each its "
                + "own.", nameof(url));
        }

        if (!front.Topics.TryAdd(topic, service))
        {
            throw new ArgumentException($"The Thrift port is already in front of the topic '{topic}'. Add it once.", nameof(topic));
        }

        configure?.Invoke(front.Options);
        return builder;
    }

    /// <summary>
    /// Puts a topic in front of a Thrift server: callers of the topic, over the application's transport, call the Thrift server. The topic
    /// is a server of the application like any other (<c>Messaging:Servers:TOPIC</c>), and several instances compete for the calls.
    /// </summary>
    /// <param name="builder">The result of AddMessaging.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="url">The Thrift server, such as <c>thrift://hbase:9090/?transport=buffered</c>, with the options of such URLs.</param>
    /// <param name="service">The service.</param>
    /// <param name="configure">Sets the options of the client of the Thrift server, or null.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A server of that topic was added before.</exception>
    /// <remarks>
    /// It connects on the first call. A URL that is not valid fails the host's start, as <see cref="InvalidTransportUrlException"/>.
    /// </remarks>
    public static IMessagingBuilder AddThriftBackend(
        this IMessagingBuilder builder, string topic, string url, ThriftService service, Action<ThriftBridgeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(url);
        ArgumentNullException.ThrowIfNull(service);
        builder.AddServer(topic, server => server.AddEndpoint(services => services.GetRequiredKeyedService<ThriftBackend>(topic).Endpoint));
        builder.Services.AddKeyedSingleton(topic, (services, _) => CreateBackend(services, topic, url, service, configure));
        return builder;
    }

    private static ThriftFrontRegistration Register(IMessagingBuilder builder, string url)
    {
        var front = new ThriftFrontRegistration(url, builder.TransportKey);
        builder.Services.AddSingleton(front);
        builder.Services.AddSingleton<IHostedService>(provider => new ThriftFront(front, provider));
        return front;
    }

    private static ThriftBackend CreateBackend(
        IServiceProvider services, string topic, string url, ThriftService service, Action<ThriftBridgeOptions>? configure)
    {
        var options = new ThriftBridgeOptions();
        configure?.Invoke(options);
        options.Thrift.Services[topic] = service;
        var transport = BridgeTransport.Create(services, url, options.Thrift);
        return new ThriftBackend(
            transport, ThriftEndpoint.Forward(service, new RpcClient(transport, new Target { Topic = topic }, options.Client)));
    }
}
