namespace Messaging.Drivers.Rabbit;

/// <summary>The user and the password for the broker, as <see cref="RabbitOptions.Credentials"/> returns them.</summary>
/// <remarks>Immutable. Its text never shows the password.</remarks>
public sealed class RabbitCredentials
{
    private readonly TimeSpan? _validFor;

    /// <summary>Credentials of the user that the transport URL names.</summary>
    /// <param name="password">The password, or a token in its place.</param>
    /// <exception cref="ArgumentException">The password is null or empty.</exception>
    public RabbitCredentials(string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        Password = password;
    }

    /// <summary>Credentials of a user.</summary>
    /// <param name="user">The user, in place of the one in the transport URL.</param>
    /// <param name="password">The password, or a token in its place.</param>
    /// <exception cref="ArgumentException">The user or the password is null or empty.</exception>
    public RabbitCredentials(string user, string password)
        : this(password)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        User = user;
    }

    /// <summary>The user.</summary>
    /// <value>Null: the one that the transport URL names.</value>
    public string? User { get; }

    /// <summary>The password, or a token in its place.</summary>
    public string Password { get; }

    /// <summary>
    /// How long the credentials are valid, from now on. After four fifths of this time the provider is called again, and the connection
    /// continues with the new credentials.
    /// </summary>
    /// <value>Null: until the broker refuses them. It checks a password only when a connection is opened.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or negative, or longer than 49 days.</exception>
    public TimeSpan? ValidFor
    {
        get => _validFor;
        init
        {
            if (value is { } time)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(49));
            }

            _validFor = value;
        }
    }

    /// <summary>The user, without the password.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => User is null ? "credentials of the URL's user" : $"credentials of user '{User}'";
}
