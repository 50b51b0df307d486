import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { greeted, runServer, type ServerProcess } from './process.js';

export const eximProgram = '/usr/sbin/exim4';

export interface EximOptions {
  readonly dir: string;
  /** The outside world: adds an Authentication-Results that passes nothing, unless the client authenticated. */
  readonly smtpPort: number;
  /** The team's own submission: adds one that passes SPF and DMARC. */
  readonly trustedPort: number;
  readonly lmtpPort: number;
  readonly users: readonly { readonly address: string; readonly password: string }[];
  /** The team's domain: outside mail that claims to come from it gets dmarc=fail, other mail dmarc=none. */
  readonly teamDomain: string;
  /** Offer STARTTLS with `dir`/cert.pem. Default: no TLS. */
  readonly tls?: boolean;
  /** A file with the moment (RFC 5322 3.3) that it writes into Received, in place of the machine's. */
  readonly clock?: string;
}

/** Writes users, a copy of the program without its setuid bit, and the configuration into `dir`. */
export function writeEximConfig(options: EximOptions): void {
  const { dir } = options;
  for (const sub of ['spool', 'eximlog']) mkdirSync(`${dir}/${sub}`, { recursive: true });
  const owner = eximOwner();
  if (userInfo().uid === 0) {
    execFileSync('chown', ['-R', `${owner.user}:${owner.group}`, `${dir}/spool`, `${dir}/eximlog`]);
  }
  if (!existsSync(`${dir}/exim`)) copyFileSync(eximProgram, `${dir}/exim`);
  chmodSync(`${dir}/exim`, 0o755);
  const lines = options.users.map(({ address, password }) => `${address}: ${password}`);
  writeFileSync(`${dir}/mailboxes`, `${lines.join('\n')}\n`, { mode: 0o644 });
  writeFileSync(`${dir}/exim.conf`, config(options, owner), { mode: 0o644 });
}

/** Starts Exim out of a directory written by `writeEximConfig`; resolves when it greets. */
export async function startExim(options: EximOptions): Promise<ServerProcess> {
  const { dir } = options;
  const command = [`${dir}/exim`, '-C', `${dir}/exim.conf`, '-bdf', '-q5s'];
  const server = runServer('exim', command, `${dir}/eximlog/exim.err`);
  try {
    await greeted(options.smtpPort);
  } catch (error) {
    await server.kill();
    throw error;
  }
  return server;
}

function eximOwner(): { user: string; group: string } {
  const me = userInfo();
  if (me.uid === 0) return { user: 'Debian-exim', group: 'Debian-exim' };
  return { user: me.username, group: execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim() };
}

function config(options: EximOptions, owner: { user: string; group: string }): string {
  const { dir, teamDomain } = options;
  const tls = options.tls === true;
  const result = 'Authentication-Results: mx.example.com';
  const received = options.clock
    ? `  warn    add_header = :at_start:Received: by mx.example.com with ESMTP; \${readfile{${options.clock}}{}}\n`
    : '';
  return `exim_user = ${owner.user}
exim_group = ${owner.group}
spool_directory = ${dir}/spool
log_file_path = ${dir}/eximlog/%slog
pid_file_path = ${dir}/exim.pid
exim_path = ${dir}/exim
primary_hostname = mx.example.com
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${options.smtpPort} : ${options.trustedPort}
tls_advertise_hosts = ${tls ? '*' : ''}
${tls ? `tls_certificate = ${dir}/cert.pem\ntls_privatekey = ${dir}/key.pem\n` : ''}never_users =
host_lookup =
rfc1413_hosts =
dns_ipv4_lookup =
qualify_domain = ${teamDomain}
smtp_accept_max = 200
smtp_accept_queue_per_connection = 0
smtp_accept_max_per_connection = 100000
message_size_limit = 100M
keep_environment =
syslog_timestamp = no
queue_run_max = 2
accept_8bitmime = true
dsn_advertise_hosts = *
dsn_from = Mail Delivery System <MAILER-DAEMON@${teamDomain}>
delay_warning =
trusted_users = ${owner.user}
acl_smtp_rcpt = rcpt
acl_smtp_data = data
${received && 'received_header_text =\nacl_not_smtp = own\n'}
begin acl
# Two addresses of every domain fail at RCPT: a refusal for good, and one for now.
rcpt:
  deny    local_parts = refused
          message = 5.1.1 <$local_part@$domain>: no such user here
  defer   local_parts = later
          message = 4.2.1 <$local_part@$domain>: try again later
  accept

${received && `own:\n${received}  accept\n\n`}data:
${received}  warn    set acl_m_from = \${lc:\${domain:$h_From:}}
  warn    condition = \${if or{{eq{$received_port}{${options.trustedPort}}}{def:authenticated_id}}}
          add_header = :at_start:${result}; spf=pass smtp.mailfrom=$sender_address; dmarc=pass header.from=$acl_m_from
  warn    condition = \${if and{{!eq{$received_port}{${options.trustedPort}}}{!def:authenticated_id}}}
          add_header = :at_start:${result}; spf=none smtp.mailfrom=$sender_address; dmarc=\${if eq{$acl_m_from}{${teamDomain}}{fail}{none}} header.from=$acl_m_from
  accept

begin routers
# Unknown users match no router: their mail is accepted and then bounces for real.
local:
  driver = accept
  local_part_suffix = +*
  local_part_suffix_optional
  condition = \${lookup{\${lc:$local_part@$domain}}lsearch{${dir}/mailboxes}{yes}{no}}
  transport = lmtp

begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  port = ${options.lmtpPort}
  allow_localhost
  rcpt_include_affixes
  hosts_try_fastopen =
  hosts_avoid_tls = *

begin retry
* * F,1m,5s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if eq{$auth3}{\${lookup{\${lc:$auth2}}lsearch{${dir}/mailboxes}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = <| Username: | Password:
  server_condition = \${if eq{$auth2}{\${lookup{\${lc:$auth1}}lsearch{${dir}/mailboxes}}}}
  server_set_id = $auth1
`;
}
