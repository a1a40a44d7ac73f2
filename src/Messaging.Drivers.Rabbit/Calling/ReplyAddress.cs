using System.Text;

namespace Messaging.Drivers.Rabbit.Calling;

/// <summary>The name of the reply queue in the body of a call.</summary>
internal static class ReplyAddress
{
    /// <summary>Replaces the name, and leaves everything else, above all the ids, as it is.</summary>
    /// <returns>Whether the old name was found.</returns>
    public static bool Replace(MessageBuffer body, string old, string other)
    {
        var name = Encoding.UTF8.GetBytes(old);
        var start = body.WrittenSpan.IndexOf(name);
        if (start < 0)
        {
            return false;
        }

        var rest = body.WrittenSpan[(start + name.Length)..].ToArray();
        body.Truncate(start);
        body.Write(Encoding.UTF8.GetBytes(other));
        body.Write(rest);
        return true;
    }
}
