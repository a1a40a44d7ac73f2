using System.Diagnostics.CodeAnalysis;
using Messaging;
using Messaging.Hosting;
using Messaging.Hosting.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds messaging to an application: a transport, to which servers and clients are then added.</summary>
/// <remarks>
/// <para>The transport can be injected, as <see cref="Transport"/>, anywhere and at any time: it connects when it is first used. With a
/// host, its start connects and starts the servers, and its stop drains them, within the host's shutdown timeout; the transport is closed
/// last, with the application's services.</para>
/// <para>The settings are checked when the host starts: the start fails with <see cref="OptionsValidationException"/>, which names each
/// key that is wrong.</para>
/// <para>Adding messaging again adds to the same transport, and later settings win; but another URL is an error when the host starts, and
/// another serializer at once. A second transport has a key: <see cref="MessagingKeyedServiceCollectionExtensions"/>.</para>
/// </remarks>
public static class MessagingServiceCollectionExtensions
{
    private const string Reflects =
        "Payloads are serialised by reflection. Pass a JsonPayloadSerializer over a source-generated context instead.";

    /// <summary>Adds messaging over a URL.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="url">The URL, such as <c>rabbit://user:password@host:5672/vhost</c> or <c>memory://name</c>.</param>
    /// <returns>The builder to add servers, clients and drivers to.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, string url) =>
        MessagingAddition.OfUrl(services, null, url, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddMessaging(IServiceCollection, string)"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">Messaging was already added with another serializer.</exception>
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, string url, JsonPayloadSerializer serializer) =>
        MessagingAddition.OfUrl(services, null, url, serializer, isGiven: true);

    /// <summary>Adds messaging with the settings of a section of the configuration: <c>Url</c>, <c>CallTimeout</c>,
    /// <c>Servers:NAME:Concurrency</c> and so on, by the names of the properties of <see cref="MessagingOptions"/>. An unknown key is an
    /// error.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configuration">The section, or the whole configuration, of which the section <c>Messaging</c> is used.</param>
    /// <returns>The builder to add servers, clients and drivers to.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, IConfiguration configuration) =>
        MessagingAddition.OfSection(services, null, configuration, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddMessaging(IServiceCollection, IConfiguration)"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">Messaging was already added with another serializer.</exception>
    public static IMessagingBuilder AddMessaging(
        this IServiceCollection services, IConfiguration configuration, JsonPayloadSerializer serializer) =>
        MessagingAddition.OfSection(services, null, configuration, serializer, isGiven: true);

    /// <summary>Adds messaging with settings that code sets.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets them; at least <see cref="MessagingOptions.Url"/>.</param>
    /// <returns>The builder to add servers, clients and drivers to.</returns>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddMessaging(this IServiceCollection services, Action<MessagingOptions> configure) =>
        MessagingAddition.OfCode(services, null, configure, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddMessaging(IServiceCollection, Action{MessagingOptions})"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">Messaging was already added with another serializer.</exception>
    public static IMessagingBuilder AddMessaging(
        this IServiceCollection services, Action<MessagingOptions> configure, JsonPayloadSerializer serializer) =>
        MessagingAddition.OfCode(services, null, configure, serializer, isGiven: true);
}
