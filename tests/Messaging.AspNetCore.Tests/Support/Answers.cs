using System.Text.Json;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>Looks at what a gateway answered.</summary>
internal static class Answers
{
    /// <summary>The result, which has to be one.</summary>
    public static async Task<string> ResultAsync(this Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 200, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return text;
    }

    /// <summary>The problem, which has to be one of a status.</summary>
    public static async Task<JsonElement> ProblemAsync(this Task<HttpResponseMessage> answer, int status)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        var problem = JsonElement.Parse(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        return problem;
    }

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();
}
