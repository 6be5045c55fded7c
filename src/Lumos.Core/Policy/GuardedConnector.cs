using Lumos.Abstractions;

namespace Lumos.Core.Policy;

/// <summary>Opens no place on a host the policy does not list.</summary>
/// <param name="inner">Opens it.</param>
/// <param name="policy">The policy in force.</param>
internal sealed class GuardedConnector(IConnector inner, IPolicyEngine policy) : IConnector
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public bool CanWrite => inner.CanWrite;

    /// <inheritdoc/>
    public bool MakesAsDeclared => inner.MakesAsDeclared;

    /// <inheritdoc/>
    public bool Handles(RunEndpoint endpoint) => inner.Handles(endpoint);

    /// <inheritdoc/>
    public IReadOnlyList<string> HostsOf(RunEndpoint endpoint) => inner.HostsOf(endpoint);

    /// <inheritdoc/>
    public ValueTask<ITarget> OpenTargetAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Permit(request.Endpoint);
        return inner.OpenTargetAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IDatabaseSource> OpenSourceAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Permit(request.Endpoint);
        return inner.OpenSourceAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TargetTable>> ReadSchemaAsync(ConnectorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Permit(request.Endpoint);
        return inner.ReadSchemaAsync(request, cancellationToken);
    }

    /// <summary>Asks the policy about every host a place is on.</summary>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, or the location cannot be understood.</exception>
    public void Permit(RunEndpoint endpoint)
    {
        foreach (var host in inner.HostsOf(endpoint))
        {
            var decision = policy.Evaluate(new PolicyRequest { Action = PolicyActions.NetworkEgress, Resource = host });
            if (decision.Allowed) continue;
            throw new LumosException(
                ErrorCode.PolicyBlock, "POLICY_DENIED", decision.Reason, new ErrorLocation(Key: decision.Rule), "Have the host listed under egress.allow_hosts of the policy manifest (--policy).");
        }
    }
}
