using Messaging.Notifications.Notifying;

namespace Messaging.Core.Tests.Notifying;

/// <summary>What oslo_utils masks, compared with what it gives.</summary>
public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("my password is x", "my password is x")]
    [InlineData("{'adminPass' : 'aaaaa'}", "{'adminPass' : '***'}")]
    [InlineData("\"password\" : \"aaaaa\"", "\"password\" : \"***\"")]
    [InlineData("admin_password=aaa x", "admin_password=*** x")]
    [InlineData("--password aaa next", "--password *** next")]
    [InlineData("<adminPass>TL0</adminPass>", "<adminPass>***</adminPass>")]
    [InlineData("token = 'abc'", "token = '***'")]
    [InlineData("'auth_token', '--x', 'y'", "'auth_token', '--x', '***'")]
    [InlineData("token value", "token value")]
    [InlineData("secret 'abc'", "secret '***'")]
    [InlineData("node.session.auth.password=fred", "node.session.auth.password=***")]
    [InlineData("i wrote secret_uuid='a b c'", "i wrote secret_uuid='***'")]
    [InlineData("u'password1' : u'x'", "u'password1' : u'***'")]
    [InlineData("nothing = 'here'", "nothing = 'here'")]
    public void A_text_is_masked(string text, string masked) => Assert.Equal(masked, SecretMask.MaskText(text));
}
