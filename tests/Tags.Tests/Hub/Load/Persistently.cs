using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Grpc.Core;
using Logistics.Specs;
using NodaTime;

namespace Logistics.Tags.Tests.Hub.Load;

/// <summary>The same question again until there is an answer, as clients do while parts of the hub are away. A refusal is an answer.</summary>
internal static class Persistently
{
    /// <summary>Of a call that is made now.</summary>
    internal static DateTime Deadline => (SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(10)).ToDateTimeUtc();

    internal static Task<T> Ask<T>(Func<Task<T>> call, string what)
        where T : class => Eventually.Some(
        async () =>
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.IsNoAnswer())
            {
                return null;
            }
        },
        what);

    internal static async Task<JsonElement> Post(HttpClient client, string path, string token, string body)
    {
        var answered = await Eventually.Some<string>(
            async () =>
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                    using var response = await client.SendAsync(request);
                    var answer = await response.Content.ReadAsStringAsync();
                    ((int)response.StatusCode).Should().BeOneOf([200, 429, 503], answer);
                    return response.IsSuccessStatusCode ? answer : null;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
                {
                    return null;
                }
            },
            $"an answer to {body}");
        return JsonSerializer.Deserialize<JsonElement>(answered);
    }

    /// <summary>Nobody knows what became of the call; else what was answered holds.</summary>
    internal static bool IsNoAnswer(this RpcException e)
        => e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded || e.Status.DebugException is HttpRequestException or IOException;
}
