using System.CommandLine;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Who acts, in which role.</summary>
internal sealed class ActorOptions
{
    private readonly Option<string?> _user = new("--user") { Description = "Who does it, for the ledger", HelpName = "name" };
    private readonly Option<string> _role = new("--role") { Description = "Role of that person", DefaultValueFactory = _ => "operator" };

    public ActorOptions() => _role.AcceptOnlyFromAmong([.. Enum.GetNames<Role>().Select(n => n.ToLowerInvariant())]);

    public void AddTo(Command command)
    {
        command.Add(_user);
        command.Add(_role);
    }

    /// <summary>The person named on the command line; null when none is.</summary>
    public RbacActor? ReadIfGiven(ParseResult parsed) =>
        parsed.GetResult(_user) is { Implicit: false } || parsed.GetResult(_role) is { Implicit: false } ? Read(parsed) : null;

    public RbacActor Read(ParseResult parsed) => new(parsed.GetValue(_user) ?? Environment.UserName, Enum.Parse<Role>(parsed.GetRequiredValue(_role), ignoreCase: true));
}
