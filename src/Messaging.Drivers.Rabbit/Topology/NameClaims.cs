using System.Globalization;
using Messaging.Drivers.Rabbit.Settings;

namespace Messaging.Drivers.Rabbit.Topology;

/// <summary>Gives the queues of a process their names: random ones, or names that a restarted process uses again.</summary>
/// <remarks>
/// A stable name ends in a number, and a locked file stands for each: the lowest number that is not locked is taken. The system unlocks the
/// files of a process however it ends, so no name is left behind, and no two running processes have the same name.
/// </remarks>
internal sealed class NameClaims(bool stable, string host, string process)
{
    private const int MostNumbers = 10_000;

    /// <summary>Takes a name.</summary>
    /// <param name="stem">The beginning of the name.</param>
    /// <exception cref="ConnectionFailedException">The names cannot be kept apart on this machine.</exception>
    public ClaimedName Claim(string stem)
    {
        if (!stable)
        {
            return new ClaimedName(stem + RabbitNames.NewUnique(), null);
        }

        try
        {
            for (var number = 1; number <= MostNumbers; number++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{stem}{host}:{process}:{number}");
                if (NameLock.TryTake(name) is { } hold)
                {
                    return new ClaimedName(name, hold);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFailedException(
                $"Files in '{NameLock.Folder}' cannot keep the names of queues apart: {e.Message} It must be a folder that belongs to "
                    + $"this user alone. Or turn off {UrlOptions.StableQueueNames}.",
                isTransient: false, e);
        }

        throw new ConnectionFailedException(
            $"All {MostNumbers} names like '{stem}{host}:{process}:1' are taken on this machine. Dispose transports that are no longer "
                + $"used, or set another {UrlOptions.ProcessName}.",
            isTransient: false);
    }
}
