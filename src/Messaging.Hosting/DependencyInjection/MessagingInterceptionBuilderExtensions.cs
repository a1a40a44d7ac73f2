using System.Diagnostics.CodeAnalysis;
using Messaging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds interceptors to messaging.</summary>
public static class MessagingInterceptionBuilderExtensions
{
    /// <summary>Adds an interceptor to each call and cast of every client of the application: clients of <c>AddClient</c>, and injected
    /// contracts. Created once, as a singleton, so that other services can be injected into it. The first added is the outermost.</summary>
    /// <typeparam name="T">The class; adding it again has no effect.</typeparam>
    /// <param name="builder">The builder that AddMessaging returned.</param>
    /// <returns>The builder.</returns>
    public static IMessagingBuilder AddClientInterceptor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this IMessagingBuilder builder)
        where T : class, IRpcClientInterceptor
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRpcClientInterceptor, T>());
        return builder;
    }

    /// <summary>Adds an interceptor to the methods of every server of the application. Created once, as a singleton, so that other services
    /// can be injected into it. The first added is the outermost; those of one server (<c>MessagingServerBuilder.AddInterceptor</c>) come
    /// after all of these.</summary>
    /// <typeparam name="T">The class; adding it again has no effect.</typeparam>
    /// <param name="builder">The builder that AddMessaging returned.</param>
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
