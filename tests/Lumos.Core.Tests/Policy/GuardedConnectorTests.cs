using Lumos.Abstractions;
using Lumos.Core.Policy;

namespace Lumos.Core.Tests.Policy;

/// <summary>Servers are reached only where the policy lists their host.</summary>
public sealed class GuardedConnectorTests
{
    private static readonly ConnectorRequest Request = new(new RunEndpoint { Source = new EndpointSource("sql"), Location = ["x"] });

    [Theory]
    [InlineData("db.example")]
    [InlineData("localhost.example")]
    public async Task Host_NotListed_IsNotReached(string host)
    {
        var inner = new CountingConnector([host]);
        var guarded = new GuardedConnector(inner, new PolicyEngine(PolicyManifestLoader.LoadDefault()));

        var target = await Assert.ThrowsAsync<LumosException>(async () => await guarded.OpenTargetAsync(Request));
        await Assert.ThrowsAsync<LumosException>(async () => await guarded.OpenSourceAsync(Request));

        Assert.Equal((ErrorCode.PolicyBlock, "POLICY_DENIED", 0), (target.Code, target.Reason, inner.Opened));
        Assert.Contains(host, target.Message);
    }

    [Theory]
    [InlineData]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Host_OfThisMachine_IsReached(params string[] hosts)
    {
        var inner = new CountingConnector(hosts);

        await Assert.ThrowsAsync<NotSupportedException>(async () => await new GuardedConnector(inner, new PolicyEngine(PolicyManifestLoader.LoadDefault())).OpenTargetAsync(Request));

        Assert.Equal(1, inner.Opened);
    }

    private sealed class CountingConnector(string[] hosts) : IConnector
    {
        public int Opened { get; private set; }

        public string Name => "counting";

        public bool Handles(RunEndpoint endpoint) => true;

        public IReadOnlyList<string> HostsOf(RunEndpoint endpoint) => hosts;

        public ValueTask<ITarget> OpenTargetAsync(ConnectorRequest request, CancellationToken cancellationToken = default) => throw Count();

        public ValueTask<IDatabaseSource> OpenSourceAsync(ConnectorRequest request, CancellationToken cancellationToken = default) => throw Count();

        private NotSupportedException Count()
        {
            Opened++;
            return new NotSupportedException();
        }
    }
}
