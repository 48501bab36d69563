using EdgeGateway.Callbacks.Verification;
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
}
