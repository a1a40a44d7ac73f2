using System.Diagnostics.CodeAnalysis;
using Messaging;
using Messaging.Hosting;
using Messaging.Hosting.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds messaging over further transports: another broker, another virtual host, another driver. Each has a key.</summary>
/// <remarks>
/// <para>The transport is injected by its key: <c>[FromKeyedServices("billing")] Transport</c>. Everything added to the builder that these
/// methods return belongs to it: its servers, clients, listeners and its notifier, which is injected by the same key. Clients are injected
/// by their own names, which must be unique across transports.</para>
/// <para>Drivers, the options that <c>AddRabbit(options => ...)</c> sets for them, interceptors, the authorizer and the entity serializer
/// belong to the application, and so to all its transports. Set driver options of one transport in its URL, or in
/// <c>ConfigureTransport</c>.</para>
/// <para>The settings of a transport are the <see cref="MessagingOptions"/> that have its key as their name. They are checked when the host
/// starts, which fails with <see cref="OptionsValidationException"/>. A host connects all its transports when it starts.</para>
/// </remarks>
public static class MessagingKeyedServiceCollectionExtensions
{
    private const string Reflects =
        "Payloads are serialised by reflection. Pass a JsonPayloadSerializer over a source-generated context instead.";

    /// <summary>Adds messaging over a URL, as a transport with a key.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="key">The key.</param>
    /// <param name="url">The URL, such as <c>rabbit://user:password@host:5672/vhost</c> or <c>memory://name</c>.</param>
    /// <returns>The builder to add servers, clients and drivers to.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddKeyedMessaging(this IServiceCollection services, string key, string url) =>
        MessagingAddition.OfUrl(services, Check(key), url, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddKeyedMessaging(IServiceCollection, string, string)"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">The transport was already added with another serializer.</exception>
    public static IMessagingBuilder AddKeyedMessaging(
        this IServiceCollection services, string key, string url, JsonPayloadSerializer serializer) =>
        MessagingAddition.OfUrl(services, Check(key), url, serializer, isGiven: true);

    /// <summary>Adds messaging with the settings of a section of the configuration, as a transport with a key. An unknown setting is an
    /// error.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="key">The key.</param>
    /// <param name="section">The section, such as that of the key; its settings are those of
    /// <see cref="MessagingServiceCollectionExtensions.AddMessaging(IServiceCollection, IConfiguration)"/>.</param>
    /// <returns>The builder to add servers, clients and drivers to.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddKeyedMessaging(this IServiceCollection services, string key, IConfigurationSection section) =>
        MessagingAddition.OfSection(services, Check(key), section, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddKeyedMessaging(IServiceCollection, string, IConfigurationSection)"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">The transport was already added with another serializer.</exception>
    public static IMessagingBuilder AddKeyedMessaging(
        this IServiceCollection services, string key, IConfigurationSection section, JsonPayloadSerializer serializer) =>
        MessagingAddition.OfSection(services, Check(key), section, serializer, isGiven: true);

    /// <summary>Adds messaging with settings that code sets, as a transport with a key.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="key">The key.</param>
    /// <param name="configure">Sets them; at least <see cref="MessagingOptions.Url"/>.</param>
    /// <returns>The builder to add servers, clients and drivers to.</returns>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static IMessagingBuilder AddKeyedMessaging(this IServiceCollection services, string key, Action<MessagingOptions> configure) =>
        MessagingAddition.OfCode(services, Check(key), configure, JsonPayloadSerializer.ByReflection(), isGiven: false);

    /// <inheritdoc cref="AddKeyedMessaging(IServiceCollection, string, Action{MessagingOptions})"/>
    /// <param name="serializer">Writes and reads arguments and results.</param>
    /// <exception cref="InvalidOperationException">The transport was already added with another serializer.</exception>
    public static IMessagingBuilder AddKeyedMessaging(
        this IServiceCollection services, string key, Action<MessagingOptions> configure, JsonPayloadSerializer serializer) =>
        MessagingAddition.OfCode(services, Check(key), configure, serializer, isGiven: true);

    private static string Check(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return key;
    }
}
