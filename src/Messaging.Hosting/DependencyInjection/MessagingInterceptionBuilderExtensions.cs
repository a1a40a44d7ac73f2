using System.Diagnostics.CodeAnalysis;
using Messaging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds interceptors to messaging.</summary>
public static class MessagingInterceptionBuilderExtensions
{
    /// <summary>Has an interceptor stand around each call and cast of every client of the application: those of <c>AddClient</c>, and what is injected as a
    /// contract. Made once, as a singleton, so that other services may be injected into it. The first added is the outermost.</summary>
    /// <typeparam name="T">The class; added again, it stays one.</typeparam>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder AddClientInterceptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IMessagingBuilder builder)
        where T : class, IRpcClientInterceptor
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRpcClientInterceptor, T>());
        return builder;
    }

    /// <summary>Has an interceptor stand around the methods of every server of the application. Made once, as a singleton, so that other services may be
    /// injected into it. The first added is the outermost; those of one server (<c>MessagingServerBuilder.AddInterceptor</c>) come after all of these.</summary>
    /// <typeparam name="T">The class; added again, it stays one.</typeparam>
    /// <param name="builder">What AddMessaging returned.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder AddServerInterceptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IMessagingBuilder builder)
        where T : class, IRpcServerInterceptor
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRpcServerInterceptor, T>());
        return builder;
    }
}
