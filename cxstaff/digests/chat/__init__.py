"""One post a team to Slack, Teams or Mattermost: where to, what it says, and proof that it went."""
