package org.ostler.cli;

import java.util.List;

/// All commands, in the order in which help shows them.
final class Commands {
    private static final Option WAIT = Option.flag("wait", "wait for the end; it is the usual");
    private static final Option NO_WAIT =
            Option.flag("no-wait", "return when it is under way, and print its job");
    private static final Option CANCEL_ON_INTERRUPT =
            Option.flag("cancel-on-interrupt", "cancel the job on Ctrl-C, instead of leaving it");
    private static final Option PAUSED =
            Option.flag("paused", "leave it paused before its first instruction");
    private static final Option VALIDATE =
            Option.flag("validate", "refuse what the schema does not know");
    private static final Option MODE =
            Option.choice(
                    "mode",
                    "WAY",
                    AskingWay.words(),
                    "the way by which the guest is asked, which is else the driver's choice");
    private static final Option DEVICE =
            Option.valued("device", "ALIAS", "which console, e.g. serial1; else the first");

    private static final List<Command> ALL =
            List.of(
                    command("list", "List domains")
                            .details("Those that run, unless others are asked for.")
                            .option(Option.flag("all", "all of them").or('a'))
                            .option(Option.flag("inactive", "those that do not run"))
                            .does(ListCommand::run),
                    command("show", "Show what is known of domains, or their descriptions")
                            .alias("dominfo")
                            .argument(Argument.several("NAME", Completes.DOMAIN))
                            .option(Option.flag("xml", "the description of the running guest"))
                            .option(
                                    Option.flag(
                                            "inactive",
                                            "with --xml: the stored one, as of the next start"))
                            .option(Option.flag("secure", "with --xml: with passwords"))
                            .does(ShowCommand::run),
                    command("define", "Store descriptions of domains")
                            .details(
                                    "FILE is domain XML; - is standard input. A definition of the"
                                            + " same UUID is replaced.")
                            .argument(Argument.several("FILE", Completes.FILE))
                            .option(VALIDATE)
                            .option(
                                    Option.flag(
                                            "strict",
                                            "refuse what this host would ignore or cannot do"))
                            .does(DefinitionCommands::define),
                    command("convert", "Turn descriptions of guests from one form into another")
                            .details(
                                    "FILE is domain XML, a configuration of xl or xm, or a document"
                                        + " of libxl, which is recognized; - is standard input."
                                        + " Without --to, XML becomes xl, and all else XML. Results"
                                        + " go to standard output, or into DIR under the file's"
                                        + " name with .xml, .cfg or .json; a file that is there"
                                        + " already is left alone. What is not as it looks, or does"
                                        + " not come across, is said on standard error. No daemon"
                                        + " is needed.")
                            .argument(Argument.several("FILE", Completes.FILE))
                            .option(
                                    Option.choice(
                                            "to", "FORM", GuestForm.words(), "the form to make"))
                            .option(
                                    Option.valued(
                                            "out", "DIR", "write files there; made if need be"))
                            .option(
                                    Option.choice(
                                            "dialect",
                                            "TOOL",
                                            List.of("xl", "xm"),
                                            "whose configurations are read and written, else xl's"))
                            .option(Option.flag("force", "replace files that are there already"))
                            .option(
                                    Option.flag(
                                            "strict",
                                            "refuse, and write nothing, where anything is lost"))
                            .does(ConvertCommand::run),
                    command("format", "Write documents as libvirt's clients expect them")
                            .details(
                                    "FILE is XML that describes a domain, network, pool, volume,"
                                        + " filter, secret, interface, device, snapshot, checkpoint"
                                        + " or backup; - is standard input. Results go to standard"
                                        + " output, or into DIR under the file's name; a file that"
                                        + " is there already is left alone. What is kept without"
                                        + " being understood, or left out because only a host can"
                                        + " say it, is said on standard error. No daemon is"
                                        + " needed.")
                            .argument(Argument.several("FILE", Completes.FILE))
                            .option(
                                    Option.choice(
                                            "kind",
                                            "KIND",
                                            FormatCommand.KINDS,
                                            "what each file must be, else recognized"))
                            .option(
                                    Option.valued(
                                            "out", "DIR", "write files there; made if need be"))
                            .option(Option.flag("force", "replace files that are there already"))
                            .does(FormatCommand::run),
                    command("plan", "Print what a guest would become, before anything is touched")
                            .details(
                                    "FILE is domain XML, a configuration of xl or xm, or a document"
                                        + " of libxl, which is recognized; - is standard input."
                                        + " Told are every value with who chose it, what is filled"
                                        + " in at the start, what will not be as written, and what"
                                        + " the hypervisor is given. Without a host named by --on,"
                                        + " --connect or the environment no daemon is needed: the"
                                        + " driver for guests of this type plans in this process;"
                                        + " Xen need not be there.")
                            .argument(Argument.one("FILE", Completes.FILE))
                            .option(
                                    Option.valued(
                                            "on",
                                            "DRIVER",
                                            "plan for qemu, xen or test in this process, or for the"
                                                    + " host of that URI"))
                            .option(
                                    Option.flag(
                                            "strict",
                                            "fail where anything is unsupported or ignored"))
                            .does(PlanCommand::run),
                    command("explain", "Print what a part of a guest's description is for")
                            .details(
                                    "PATH is an element or attribute, as disk.bus or"
                                        + " devices/interface/model; names on the way can be left"
                                        + " out. Told are what it is for, which values it takes,"
                                        + " who chooses where it is not written, and what becomes"
                                        + " of it on each driver, which plans it in this process.")
                            .argument(Argument.one("PATH", Completes.NOTHING))
                            .does(ExplainCommand::run),
                    command("diff", "Print what differs between two guests, and when it can be had")
                            .details(
                                    "A and B are files as for plan, or domains: a file where there"
                                        + " is one of that name. Printed is each change from A to B"
                                        + " with its effect on a guest that runs: now, next start,"
                                        + " or never. Two files are compared as they are written,"
                                        + " and by what the format lets change; a file and a domain"
                                        + " as the file would be stored on that host, and by what"
                                        + " this host can do. The exit code is 0 where they are"
                                        + " equal and 1 where they differ.")
                            .argument(Argument.one("A", Completes.GUEST))
                            .argument(Argument.one("B", Completes.GUEST))
                            .option(
                                    Option.flag(
                                            "running",
                                            "compare what a domain runs with, not what is stored"))
                            .does(DiffCommand::run),
                    command("create", "Start guests that are forgotten when they end")
                            .details("FILE is domain XML; - is standard input.")
                            .argument(Argument.several("FILE", Completes.FILE))
                            .option(PAUSED)
                            .option(VALIDATE)
                            .options(WAIT, NO_WAIT, CANCEL_ON_INTERRUPT)
                            .does(DefinitionCommands::create),
                    command("start", "Start defined domains")
                            .argument(Argument.several("NAME", Completes.STOPPED))
                            .option(PAUSED)
                            .option(
                                    Option.flag(
                                            "force-boot", "boot afresh, discarding a saved state"))
                            .options(WAIT, NO_WAIT, CANCEL_ON_INTERRUPT)
                            .does(PowerCommands::start),
                    command("stop", "Ask guests to shut down, and wait until they have")
                            .alias("shutdown")
                            .details(
                                    "All are asked at once. They have 2 minutes, or what --timeout"
                                            + " says.")
                            .argument(Argument.several("NAME", Completes.RUNNING))
                            .option(MODE)
                            .option(WAIT)
                            .option(Option.flag("no-wait", "return when they were asked"))
                            .option(Option.flag("kill", "end those that have not stopped in time"))
                            .does(StopCommand::run),
                    command("kill", "End guests at once, as if the power was cut")
                            .alias("destroy")
                            .argument(Argument.several("NAME", Completes.RUNNING))
                            .option(
                                    Option.flag(
                                            "graceful",
                                            "only ask the emulator to end; fail if it does not"))
                            .options(WAIT, NO_WAIT, CANCEL_ON_INTERRUPT)
                            .does(PowerCommands::kill),
                    command("pause", "Stop the processors of guests")
                            .alias("suspend")
                            .argument(Argument.several("NAME", Completes.RUNNING))
                            .does(PowerCommands::pause),
                    command("resume", "Let the processors of paused guests go on")
                            .argument(Argument.several("NAME", Completes.RUNNING))
                            .does(PowerCommands::resume),
                    command("reboot", "Ask guests to reboot")
                            .argument(Argument.several("NAME", Completes.RUNNING))
                            .option(MODE)
                            .does(PowerCommands::reboot),
                    command("reset", "Press the reset button of guests")
                            .argument(Argument.several("NAME", Completes.RUNNING))
                            .does(PowerCommands::reset),
                    command("console", "Attach this terminal to a guest's console")
                            .details(
                                    "With --read-only it only watches, beside any other, and needs"
                                            + " no terminal.")
                            .argument(Argument.one("NAME", Completes.RUNNING))
                            .option(DEVICE)
                            .option(
                                    Option.valued("escape", "KEY", "the key that leaves; else ^]")
                                            .or('e'))
                            .option(Option.flag("force", "take it from whoever has it"))
                            .option(
                                    Option.valued(
                                            "scrollback",
                                            "BYTES",
                                            "how much of what it printed before comes first; else"
                                                    + " 4096"))
                            .does(ConsoleCommand::run),
                    command("log", "Print what a running guest has written on its console")
                            .details("As far back as the host remembers, at most 1 MiB.")
                            .argument(Argument.one("NAME", Completes.RUNNING))
                            .option(DEVICE)
                            .option(Option.flag("follow", "go on until the guest ends").or('f'))
                            .option(Option.valued("lines", "COUNT", "only the last lines").or('n'))
                            .does(LogCommand::run),
                    command("undefine", "Remove definitions; a running guest goes on until it ends")
                            .argument(Argument.several("NAME", Completes.DOMAIN))
                            .option(Option.flag("managed-save", "also remove a saved state"))
                            .option(Option.flag("nvram", "also remove the firmware's variables"))
                            .option(Option.flag("keep-nvram", "keep the firmware's variables"))
                            .does(DefinitionCommands::undefine),
                    command("events", "Print what happens, as it happens")
                            .details(
                                    "Until Ctrl-C, --count or --timeout ends it. With NAME, only"
                                            + " what is about these domains. JSON has one object on"
                                            + " each line.")
                            .argument(Argument.any("NAME", Completes.DOMAIN))
                            .option(
                                    Option.valued(
                                            "since",
                                            "POSITION",
                                            "begin after that event, whose position -o json says"))
                            .option(Option.choice("kind", "KIND", EventTexts.KINDS, "only these"))
                            .option(Option.valued("count", "COUNT", "end after so many"))
                            .does(EventsCommand::run),
                    command("jobs", "List the jobs that are under way")
                            .details("With NAME, only those of these domains.")
                            .argument(Argument.any("NAME", Completes.DOMAIN))
                            .option(Option.flag("all", "also the latest that have ended").or('a'))
                            .does(JobCommands::jobs),
                    command("cancel", "Cancel jobs")
                            .details("ID is a job's identity, or its first four letters or more.")
                            .argument(Argument.several("ID", Completes.JOB))
                            .option(WAIT)
                            .option(Option.flag("no-wait", "return when they were asked to stop"))
                            .does(JobCommands::cancel),
                    command("support", "Print what works here: operations, states, flags, reasons")
                            .option(
                                    Option.choice(
                                            "driver",
                                            "NAME",
                                            List.of("qemu", "xen", "test"),
                                            "of that driver of the daemon"))
                            .option(
                                    Option.flag(
                                            "elements", "of the parts of a description instead"))
                            .does(SupportCommand::run),
                    command("capabilities", "Print what the host can run, as libvirt's document")
                            .does(ConnectionCommands::capabilities),
                    command("connect", "Connect, and print what the connection leads to")
                            .argument(Argument.maybe("URI", Completes.NOTHING))
                            .does(ConnectionCommands::connect),
                    command("daemon", "Keep guests and serve clients; see: ostler daemon --help")
                            .details("It must be the first word.")
                            .does(MetaCommands::daemon),
                    command("demo", "Show a guest living, on a hypervisor in this process")
                            .does(MetaCommands::demo),
                    command("completion", "Print the script that completes ostler in a shell")
                            .details(
                                    "SHELL is bash, zsh or fish. For bash:"
                                            + " eval \"$(ostler completion bash)\".")
                            .argument(Argument.one("SHELL", Completes.SHELL))
                            .does(MetaCommands::completion),
                    command("help", "Print help, for a command where it is named")
                            .argument(Argument.maybe("COMMAND", Completes.COMMAND))
                            .option(Option.flag("markdown", "all of it, as docs/cli.md has it"))
                            .does(MetaCommands::help),
                    command("version", "Print the version").does(MetaCommands::version));

    private Commands() {}

    private static CommandBuilder command(String name, String summary) {
        return new CommandBuilder(name, summary);
    }

    static List<Command> all() {
        return ALL;
    }

    /// The command of that name, which must be there.
    static Command named(String name) {
        return ALL.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }
}
