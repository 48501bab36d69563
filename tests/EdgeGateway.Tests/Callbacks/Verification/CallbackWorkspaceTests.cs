using System.Text;
using EdgeGateway.Callbacks;
using EdgeGateway.Callbacks.Keys;
using EdgeGateway.Callbacks.Schemes;
using EdgeGateway.Callbacks.Verification;
using EdgeGateway.Testing;
using EdgeGateway.Testing.Vectors;
using Xunit;

namespace EdgeGateway.Tests.Callbacks.Verification;

public sealed class CallbackWorkspaceTests
{
    [Fact]
    public void Rent_GivenBackBefore_IsTheSame()
    {
        var workspace = CallbackWorkspace.Rent();
        workspace.Dispose();

        using var next = CallbackWorkspace.Rent();

        Assert.Same(workspace, next);
    }

    [Fact]
    public void Dispose_AgainOnAnotherThread_IsNotGivenToBoth()
    {
        var workspace = CallbackWorkspace.Rent();
        workspace.Dispose();
        CallbackWorkspace? others = null;
        var thread = new Thread(() =>
        {
            workspace.Dispose();
            others = CallbackWorkspace.Rent();
        });
        thread.Start();
        thread.Join();

        Assert.NotNull(others);
        Assert.NotSame(workspace, others);
    }

    [Fact]
    public void Dispose_DigestFailed_IsNotUsedAgain()
    {
        var workspace = CallbackWorkspace.Rent();
        Assert.Throws<ArgumentException>(() => workspace.Digest(SignatureAlgorithm.Sha256, "octets"u8, new byte[1]));
        workspace.Dispose();

        using var next = CallbackWorkspace.Rent();

        Assert.NotSame(workspace, next);
    }

    /// <summary>Bytes that are left in a buffer could be read from a memory dump.</summary>
    [Theory]
    [InlineData("SortedPairs")]
    [InlineData("SortedJson")]
    public void Verify_AnySecret_IsNotLeftInTheBuffers(string method)
    {
        var scheme = method == "SortedPairs" ? SignatureSchemes.Cactus : SignatureSchemes.TarlanAgws;
        var signature = new string('0', method == "SortedPairs" ? 40 : 64);
        var body = Encoding.UTF8.GetBytes($$"""{"status":3,"signature":"{{signature}}"}""");

        // A new thread has a new workspace: buffers that have grown come from the shared pool, with what others left in them.
        var (workspace, result) = OnNewThread(() =>
        {
            var workspace = CallbackWorkspace.Rent();
            return (workspace, Verdict.VerifierOf(scheme).Judge(
                new CallbackMessage(body, BodyFormats.Json) { Headers = new OneHeader(signature) }, ProviderVectors.TokenTime, workspace));
        });

        Assert.Equal(RefusalReason.SignatureMismatch, result.Reason);
        var secret = Encoding.UTF8.GetBytes(Verdict.Secret);
        Assert.Equal(-1, workspace.Content.Reserve(secret.Length).IndexOf(secret));
        Assert.Equal(-1, workspace.SignatureBase.Reserve(secret.Length).IndexOf(secret));
    }

    private static T OnNewThread<T>(Func<T> function)
    {
        T result = default!;
        var thread = new Thread(() => result = function());
        thread.Start();
        thread.Join();
        return result;
    }
}
