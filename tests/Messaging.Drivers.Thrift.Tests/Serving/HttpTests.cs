using System.Net.Http.Headers;
using Messaging.Drivers.Thrift.Tests.Support;

namespace Messaging.Drivers.Thrift.Tests.Serving;

/// <summary>Bodies of HTTP are answered in the form that they have.</summary>
public sealed class HttpTests : ThriftTest
{
    private static readonly byte[] Question = [0x80, 1, 0, 1, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 7, 8, 0, 1, 0, 0, 0, 1, 8, 0, 2, 0, 0, 0, 2, 0];
    private static readonly byte[] Answer = [0x80, 1, 0, 2, 0, 0, 0, 3, .. "add"u8, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0, 3, 0];

    [Fact]
    public async Task A_frame_is_answered_with_a_frame_and_a_bare_message_with_a_bare_one()
    {
        await ServeAsync($"thrift+http://127.0.0.1:{Port}/rpc");

        Assert.Equal(Answer, await AskAsync(Question));
        Assert.Equal(RawPeer.Frame(Answer), await AskAsync(RawPeer.Frame(Question)));
    }

    [Fact]
    public async Task A_frame_of_which_not_all_came_is_a_bad_request_that_says_so()
    {
        await ServeAsync($"thrift+http://127.0.0.1:{Port}/rpc");

        using var response = await PostAsync(RawPeer.Frame(Question)[..^1]);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains($"its frame has {Question.Length} bytes, but {Question.Length - 1} arrived", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<byte[]> AskAsync(byte[] question)
    {
        using var response = await PostAsync(question);
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body)
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-thrift");
        return await http.PostAsync(new Uri($"http://127.0.0.1:{Port}/rpc"), content);
    }
}
