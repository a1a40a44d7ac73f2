using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.Serialization;

namespace Messaging.Notifications.Notifying;

/// <summary>Masks secrets before they are logged, by the names that oslo's <c>strutils.mask_password</c> knows: as keys, and inside
/// strings.</summary>
internal static partial class SecretMask
{
    private const string Mask = "***";

    private const string Names =
        "(?:adminpass|admin_pass|password|admin_password|auth_token|new_pass|auth_password|secret_uuid|secret|sys_pswd|token|configdrive|"
        + "chappassword|encrypted_key|private_key|fernetkey|sslkey|passphrase|cephclusterfsid|octaviaheartbeatkey|rabbitcookie|"
        + "cephmanilaclientkey|pacemakerremoteauthkey|designaterndckey|cephadminkey|heatauthencryptionkey|cephclientkey|keystonecredential|"
        + "barbicansimplecryptokek|cephrgwkey|swifthashsuffix|migrationsshkey|cephmdskey|cephmonkey)";

    // 'key', '--option', 'v'; 'key': 'v', "key" = "v", key "v"; key=v; --key v; <key>v</key>
    private const string Texts =
        "(?<before>" + Names + @"[0-9]*[""']\s*,\s*'--?\w+'\s*,\s*u?[""'])[^""']*(?=[""'])"
        + "|(?<before>" + Names + @"[0-9]*[""']?\s*[:=]?\s*u?[""'])[^""',]+(?=[""'])"
        + "|(?<before>" + Names + @"[0-9]*\s*=\s*)[^\s""']+"
        + "|(?<before>--" + Names + @"[0-9]*\s+)[^\s""'=]+"
        + "|(?<before><" + Names + "[0-9]*>)[^<]*(?=</)";

    /// <summary>Writes the properties of an object, with secrets as <c>***</c>.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, JsonElement values)
    {
        foreach (var property in values.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            if (property.Value.ValueKind != JsonValueKind.Object && Name().IsMatch(property.Name))
            {
                writer.WriteStringValue(Mask);
            }
            else
            {
                Write(writer, property.Value);
            }
        }
    }

    /// <summary>Masks the secrets in a text.</summary>
    public static string MaskText(string text) => Name().IsMatch(text) ? Text().Replace(text, "${before}" + Mask) : text;

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteProperties(writer, value);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(MaskText(value.GetString()!));
                break;
            default:
                RpcValueConverter.Write(writer, new RpcValue(value));
                break;
        }
    }

    [GeneratedRegex(Names, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(
        Texts, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Text();
}
